/** Tables that grow: for two at once, under a reader, and not at all when memory is short. */
import { syscall, type Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";
import { lookUp, open } from "./calls.js";

/** One slot: a second descriptor makes the table grow. */
const tiny = { bitsPerLong: 1, nrOpen: 4 } as const;
const [EBADF, ENOMEM] = [9, 12];

function openFirst({ init }: World): void {
  open(init);
}

export const twoGrowers = scenario({
  name: "two opens that both find the table full",
  kernel: tiny,
  setup: openFirst,
  tasks: { a: open, b: open },
  check({ results: { a = 0, b = 0 }, failures }) {
    if (failures.length === 0 && a + b !== 3) throw new Error(`the opens gave ${a} and ${b}`);
  },
});

export const smallerWaits = scenario({
  name: "a dup2 that waits for a larger growth finds room",
  kernel: tiny,
  setup: openFirst,
  tasks: { larger: (current) => current.dup2(0, 3), smaller: (current: Task) => current.dup2(0, 1) },
  check({ results: { larger = 0, smaller = 0 }, tasks: { larger: task }, failures }) {
    const open = String(task?.openDescriptors());
    if (failures.length === 0 && (larger !== 3 || smaller !== 1 || open !== "0,1,3"))
      throw new Error(`dup2 gave ${larger} and ${smaller}, and ${open} are open`);
  },
});

export const flagReader = scenario({
  name: "F_GETFD while the table grows, and the old one is freed",
  kernel: tiny,
  setup({ init }: World) {
    open(init);
    open(init);
    init.fSetfd(0, 1);
  },
  tasks: { reader: (current) => current.fGetfd(0), grower: open },
  check({ results: { reader = 0 } }) {
    if (reader !== 1) throw new Error(`F_GETFD gave ${reader}, and fd 0 is close-on-exec`);
  },
});

export const reader = scenario({
  name: "what is open is found while the table grows",
  kernel: tiny,
  setup: openFirst,
  tasks: { reader: (current) => lookUp(current, 0), grower: open },
  check({ results: { reader = 0 } }) {
    if (reader === -EBADF) throw new Error("fd 0 was not found, and it is open");
  },
});

export const lister = scenario({
  name: "what is open is listed while the table grows, and the old one is freed",
  kernel: tiny,
  setup(world: World) {
    openFirst(world);
    open(world.init);
  },
  tasks: { lister: (current) => (current.openDescriptors().length < 2 ? -EBADF : 0), grower: open },
  check({ results: { lister = 0 } }) {
    if (lister < 0) throw new Error("fds 0 and 1 were not listed, and they are open");
  },
});

export const shortOfMemory = scenario({
  name: "dup2 past the table: it grows, or memory is short",
  kernel: tiny,
  setup: openFirst,
  tasks: { duplicator: (current: Task) => current.dup2(0, 3) },
  check({ results: { duplicator = 0 }, failures: [failure] }) {
    const expected = failure === undefined ? 3 : -ENOMEM;
    if (duplicator !== expected) throw new Error(`dup2 gave ${duplicator}, not ${expected}`);
  },
});

export const copyShortOfMemory = scenario({
  name: "unshare of a grown table: a copy, or memory is short",
  kernel: tiny,
  setup({ init }) {
    open(init);
    open(init);
  },
  tasks: {
    unsharer: (current: Task) => syscall(current, () => current.unshareFiles()),
    sibling: () => 0,
  },
  check({ results: { unsharer = 0 }, failures: [failure] }) {
    const expected = failure === undefined ? 0 : -ENOMEM;
    if (unsharer !== expected) throw new Error(`unshare gave ${unsharer}, not ${expected}`);
  },
});
