/** The invariant of schemes that know whose each reservation is: a reserved slot is in the set of exactly one task. */
import { KernelBug } from "../bug.js";
import { viewTable } from "../invariants.js";
import type { Kernel } from "../kernel.js";
import { kinds, TaskStruct } from "../layout.js";
import { describeObject } from "../names.js";
import { readSet } from "../reservations.js";

/**
 * Compares the sets of all tasks with the tables: a reserved or uncommitted descriptor is in the set of one task, an open
 * one in none, and nothing else is in a set. For {@link ReservationScheme.checkInvariants} of a scheme whose
 * {@link ReservationScheme.reservationsOf} is complete.
 *
 * @param kernel - The kernel.
 * @returns What is broken, in the order of addresses.
 *
 * @public
 */
export function checkSets(kernel: Kernel): KernelBug[] {
  const { memory } = kernel;
  const bugs: KernelBug[] = [];
  const holders = holdersOf(kernel);
  for (const files of memory.liveOf(kinds.files)) {
    const counts = holders.get(files);
    for (const { fd, state } of viewTable(kernel, files).slots) {
      if (state === "corrupt") continue; // its bit is clear
      const count = counts?.get(fd) ?? 0;
      counts?.delete(fd);
      if (state === "open" ? count !== 0 : count !== 1) {
        bugs.push(
          new KernelBug(
            "corruption",
            describeObject(kernel, files),
            `fd ${fd} is ${state} and in the sets of ${count} tasks`,
            { descriptor: fd, files },
          ),
        );
      }
    }
  }
  for (const [files, counts] of holders) {
    for (const fd of counts.keys()) {
      const what = `fd ${fd} is in the set of a task and its bit is clear`;
      bugs.push(new KernelBug("corruption", describeObject(kernel, files), what, { descriptor: fd, files }));
    }
  }
  return bugs;
}

/** By table, how many sets name each descriptor. */
export function holdersOf(kernel: Kernel): Map<number, Map<number, number>> {
  const { memory } = kernel;
  const holders = new Map<number, Map<number, number>>();
  for (const task of memory.liveOf(kinds.task)) {
    const files = memory.words[task + TaskStruct.files] as number;
    for (const fd of readSet(kernel, task)) {
      let counts = holders.get(files);
      if (counts === undefined) holders.set(files, (counts = new Map<number, number>()));
      counts.set(fd, (counts.get(fd) ?? 0) + 1);
    }
  }
  return holders;
}
