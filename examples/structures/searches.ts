/** The lowest free descriptor, and lookups at the end of a table, where words and words of full bits end. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { fdget, fdput } from "fd-reservation/kernel";
import { open } from "../races/calls.js";

/** What a call answers where so many descriptors are open, but those that were closed. */
function answering(
  name: string,
  count: number,
  closed: readonly number[],
  call: (current: Task) => number,
  expected: number,
): Scenario {
  return scenario({
    name: `${name} where ${count} are open${closed.length === 0 ? "" : `, but ${closed.join()}`}: ${expected}`,
    kernel: { bitsPerLong: 2, nrOpen: 64 },
    setup({ init }) {
      for (let number = 0; number < count; number++) open(init);
      for (const fd of closed) init.close(fd);
    },
    tasks: { caller: call },
    check({ results: { caller }, failures }) {
      if (failures.length === 0 && caller !== expected) throw new Error(`it answers ${caller}`);
    },
  });
}

const dupFrom = (minimum: number) => (current: Task) => current.fDupfd(minimum, minimum, 0);

/** F_DUPFD from 1: the word of 1, the words that are full, and those of which all words are full, are left out. */
export const searches = [
  ...[7, 8, 9, 15, 16, 17, 31].map((count) => answering("F_DUPFD from 1", count, [0], dupFrom(1), count)),
  ...[2, 5, 8, 13, 14, 20].map((gap) => answering("F_DUPFD from 1", 24, [0, gap], dupFrom(1), gap)),
];

function lookUpAt(fd: number): (current: Task) => number {
  return ({ kernel, address }) => {
    const file = fdget(kernel, address, fd);
    if (file !== 0) fdput(kernel, file);
    return file === 0 ? 0 : 1;
  };
}

export const lookups = [
  answering("fdget of the last one", 2, [], lookUpAt(1), 1),
  answering("fdget past the table", 2, [0], lookUpAt(2), 0),
  answering("fdget of -1", 2, [], lookUpAt(-1), 0),
];
