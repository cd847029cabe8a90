/** Lookups without the lock, against tasks that remove the file, reuse its memory or move the table. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenario, type World } from "fd-reservation/explore";
import { lookUp, open, openWith, small } from "./calls.js";

function openFirst({ init }: World): void {
  open(init);
}

export const againstClose = scenario({
  name: "a lookup against close",
  kernel: small,
  setup: openFirst,
  tasks: { reader: (current) => lookUp(current, 0), closer: (current) => current.close(0) },
});

export const againstReuse = scenario({
  name: "a lookup against close and an open that reuses the file's memory",
  kernel: small,
  setup: openFirst,
  tasks: {
    reader: (current) => lookUp(current, 0),
    closer: (current: Task) => {
      current.close(0);
      return open(current);
    },
  },
});

export const againstGrowth = scenario({
  name: "a lookup while the table grows",
  kernel: { bitsPerLong: 1, nrOpen: 4 },
  setup: openFirst,
  tasks: { reader: (current) => lookUp(current, 0), grower: open },
});

/** Private data by which the reader tells files apart: of the one that it may find, and of others. */
const [NAMED, GROWN, OTHER] = [1, 2, 3];

/** What the file of a descriptor holds; 0 when it is not open. */
function dataOf(current: Task, fd: number): number {
  return syscall(current, () => {
    const file = raw.fget(current, fd);
    if (file === 0) return 0;
    const data = raw.privateData(current, file);
    raw.fput(current, file);
    return data;
  });
}

/** The reader reads its slot again in the old array, which nobody clears: only the table itself says that it has moved. */
export const againstGrowthAndReuse = scenario({
  name: "a lookup while the table grows, the descriptor is closed, and a file reuses its memory",
  kernel: { bitsPerLong: 1, nrOpen: 4 },
  setup: ({ init }: World) => void openWith(init, NAMED),
  tasks: {
    reader: (current) => dataOf(current, 0),
    other(current: Task) {
      openWith(current, GROWN);
      current.close(0);
      return syscall(current, () => {
        using file = FileRef.anonInodeGetfile(current, 0, 0, OTHER);
        void file;
      });
    },
  },
  check({ results: { reader = 0 } }) {
    if (reader === GROWN || reader === OTHER)
      throw new Error(`fd 0 gave the file of data ${reader}, which it never named`);
  },
});

export const againstDup2 = scenario({
  name: "a lookup against dup2 onto the descriptor",
  kernel: small,
  setup({ init }) {
    open(init);
    open(init);
  },
  tasks: {
    reader: (current) => lookUp(current, 0),
    replacer: (current) => current.dup2(1, 0),
  },
});
