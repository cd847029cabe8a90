/** fs.nr_open, changed by an administrator while a table grows: it is looked at more than once, and the lock is dropped in between. */
import { scenario, type World } from "fd-reservation/explore";
import { FilesStruct, TaskStruct } from "fd-reservation/kernel";
import type { Task } from "fd-reservation";
import { open } from "./calls.js";

const EMFILE = 24;
/** One slot: a second descriptor makes the table grow. */
const tiny = { bitsPerLong: 1, nrOpen: 4 } as const;

function openFirst({ init }: World): void {
  open(init);
}

/** Writes to /proc/sys/fs/nr_open what leaves no room for a second descriptor. */
function lower({ kernel }: Task): void {
  kernel.nrOpen = 1;
}

export const lowered = scenario({
  name: "nr_open is lowered while a table grows: it has grown, or EMFILE",
  kernel: tiny,
  setup: openFirst,
  tasks: { opener: open, administrator: lower },
  check({ results: { opener = 0 }, failures }) {
    if (failures.length === 0 && opener !== 1 && opener !== -EMFILE) throw new Error(`open gave ${opener}`);
  },
});

export const raised = scenario({
  name: "nr_open is raised while a table grows to it: the table is no larger than was asked for",
  kernel: { ...tiny, nrOpen: 2 },
  setup: openFirst,
  tasks: { opener: open, administrator: ({ kernel }) => void (kernel.nrOpen = 4) },
  check({ init, failures }) {
    const slots = init.table?.maxFds;
    if (failures.length === 0 && slots !== 2) throw new Error(`it has ${slots} slots`);
  },
});

export const loweredWhileWaiting = scenario({
  name: "nr_open is lowered while one dup2 waits for the growth of another: it finds room, if that one did",
  kernel: tiny,
  setup: openFirst,
  tasks: {
    first: (current: Task) => current.dup2(0, 2),
    second: (current: Task) => current.dup2(0, 3),
    administrator: lower,
  },
  check({ results: { first = 0, second = 0 }, failures }) {
    if (failures.length === 0 && first === 2 && second < 0)
      throw new Error(`the table has grown for fd 2, to 4 slots, and fd 3 gave ${second}`);
  },
});

/** Lowers it where the table has been found to have room, which the task that grows it has said by now. */
function lowerDuringResize(current: Task): number {
  const { memory } = current.kernel;
  const files = memory.load(current.address + TaskStruct.files);
  if (memory.load(files + FilesStruct.resizeInProgress) === 0) return 0;
  lower(current);
  return 1;
}

export const loweredDuringResize = scenario({
  name: "nr_open is lowered after a table was found to have room: the second look gives EMFILE",
  kernel: tiny,
  setup: openFirst,
  tasks: { opener: open, administrator: lowerDuringResize },
  check({ results: { opener = 0, administrator = 0 }, failures }) {
    if (failures.length > 0 || administrator === 0 || opener === 1) return;
    throw new Error(`open gave ${opener}, although there was room`);
  },
  violates: /^open gave -24, although there was room$/,
});
