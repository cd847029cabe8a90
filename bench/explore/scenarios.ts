/** What is measured: races of the examples, and tasks whose states grow to a million. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { dupFdAgainstClose, unshareAgainstOpen } from "../../examples/races/copy.js";
import { plain } from "../../examples/races/lost-commit.js";
import { againstDup2, againstReuse } from "../../examples/races/lookup.js";
import { unguarded } from "../../examples/races/rule-2.js";
import { open } from "../../examples/races/calls.js";
import { closeAndOpen, closeTwice, dup2OntoReserved, threeOpens } from "../../examples/races/table.js";

/** Tasks that each put a file under a number of their own and take it away again, `rounds` times. */
function ownNumbers(tasks: number, rounds: number): Scenario {
  const numbers = Array.from({ length: tasks }, (_, task) => task + 1);
  const body = (number: number) => (current: Task) => {
    for (let round = 0; round < rounds; round++) {
      current.dup2(0, number);
      current.close(number);
    }
  };
  return scenario({
    name: `${tasks} tasks, each ${rounds} times dup2 and close on a number of its own`,
    kernel: { bitsPerLong: 1, nrOpen: 8 },
    setup({ init }) {
      open(init);
      // The table grows now: that is another race.
      for (const number of numbers) {
        init.dup2(0, number);
        init.close(number);
      }
    },
    tasks: Object.fromEntries(numbers.map((number) => [`t${number}`, body(number)])),
  });
}

/** Tasks that each flag descriptors of their own, one after the other: every state has a memory of its own. */
function ownFlags(tasks: number, each: number): Scenario {
  const numbers = Array.from({ length: tasks * each }, (_, index) => index + 1);
  const body = (own: readonly number[]) => (current: Task) => {
    for (const number of own) current.fSetfd(number, 1);
  };
  return scenario({
    name: `${tasks} tasks, each flags ${each} descriptors of its own`,
    kernel: { bitsPerLong: 1, nrOpen: 64 },
    setup({ init }) {
      open(init);
      for (const number of numbers) init.dup2(0, number);
    },
    tasks: Object.fromEntries(
      Array.from({ length: tasks }, (_, task) => [
        `t${task}`,
        body(numbers.slice(task * each, (task + 1) * each)),
      ]),
    ),
  });
}

/** Two tasks that each open and close: they take each other's numbers. */
const opensAndCloses = scenario({
  name: "two tasks, each open and close",
  kernel: { bitsPerLong: 4, nrOpen: 4 },
  tasks: Object.fromEntries(
    ["a", "b"].map((name) => [
      name,
      (current: Task) => {
        const fd = open(current);
        if (fd >= 0) current.close(fd);
      },
    ]),
  ),
});

/** Time to verdict is compared on these, from the source to the answer. */
export const toVerdict: readonly Scenario[] = [
  threeOpens,
  closeAndOpen,
  closeTwice,
  dup2OntoReserved,
  againstReuse,
  againstDup2,
  dupFdAgainstClose,
  unshareAgainstOpen,
  unguarded,
  plain,
  opensAndCloses,
  ownNumbers(5, 2),
  ownFlags(4, 6),
];

/** Time per state is compared on these. */
export const million: readonly Scenario[] = [ownNumbers(7, 3), ownFlags(6, 9)];
