/** fs.nr_open, lowered by an administrator while a table grows: it is looked at twice, and the lock is dropped in between. */
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
