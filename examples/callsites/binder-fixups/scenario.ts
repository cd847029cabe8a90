/**
 * What receiving a Binder transaction with files must do in every design: every number is reserved and written into the
 * buffer before any file is installed; one failure takes all back.
 */
import { allocUser, FileRef, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** How many files the transaction carries. */
const FILES = 3;

/** The call in one design: consumes the files, writes their numbers from `buffer` on. */
export type ApplyFdFixups = (current: Task, files: readonly FileRef[], buffer: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, apply: ApplyFdFixups, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `binder fd fix-ups, ${design}: reserve all, then install all`,
    kernel: options,
    setup: ({ kernel, init }) => ({
      files: Array.from({ length: FILES }, () => FileRef.anonInodeGetfile(init)),
      buffer: allocUser(kernel, FILES),
    }),
    tasks: { receiver: (current, { files, buffer }) => apply(current, files, buffer) },
    check({ kernel, shared, tasks, results, failures }) {
      const open = tasks["receiver"]?.openDescriptors() ?? [];
      if ((results["receiver"] ?? 0) < 0) return;
      const { words } = kernel.memory;
      const told = Array.from(words.subarray(shared.buffer, shared.buffer + FILES));
      if (!allTold(design, told, open, failures))
        throw new Error(`the buffer says ${told} and ${open} are open`);
    },
  });
}
