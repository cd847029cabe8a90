/** Tasks that share a table: everything that changes it, side by side. */
import { scenario, type World } from "fd-reservation/explore";
import { open, small } from "./calls.js";

function openFirst({ init }: World): void {
  open(init);
}

export const threeOpens = scenario({
  name: "three opens",
  kernel: { bitsPerLong: 4, nrOpen: 8 },
  tasks: { a: open, b: open, c: open },
});

export const openWhileGrowing = scenario({
  name: "two opens, and the table grows for one of them",
  kernel: { bitsPerLong: 1, nrOpen: 4 },
  tasks: { a: open, b: open },
});

export const dup2OntoReserved = scenario({
  name: "dup2 onto a number that a sibling has reserved",
  kernel: small,
  setup: openFirst,
  tasks: { opener: open, duplicator: (current) => current.dup2(0, 1) },
  check({ tasks, results }) {
    // EBUSY while it is reserved; after the install dup2 replaces the file, and before it dup2 takes the number.
    const fd = results["opener"] ?? 0;
    const { slots = [] } = tasks["opener"]?.table ?? {};
    if (fd >= 0 && !slots.some((slot) => slot.fd === fd && slot.state === "open")) {
      throw new Error(`open returned ${fd}, which is not open`);
    }
  },
});

export const closeAndOpen = scenario({
  name: "close, and an open that may take the number",
  kernel: small,
  setup: openFirst,
  tasks: { closer: (current) => current.close(0), opener: open },
});

export const closeTwice = scenario({
  name: "two closes of one descriptor: one of them fails",
  kernel: small,
  setup: openFirst,
  tasks: { a: (current) => current.close(0), b: (current) => current.close(0) },
  check({ results }) {
    const outcomes = Object.values(results).sort((one, other) => one - other);
    if (outcomes.join() !== "-9,0") throw new Error(`the closes returned ${outcomes.join(" and ")}`);
  },
});
