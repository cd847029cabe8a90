/** Lookups without the lock, against tasks that remove the file, reuse its memory or move the table. */
import type { Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";
import { lookUp, open, small } from "./calls.js";

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
