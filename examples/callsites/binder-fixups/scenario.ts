/**
 * What receiving a Binder transaction with files must do in every design: every number is reserved and written into the
 * buffer before any file is installed; one failure takes all back. The ioctl succeeds all the same: that the transaction has
 * failed, it says in what is read (`binder_thread_read`, drivers/android/binder.c, Linux 6.12: BR_FAILED_REPLY).
 */
import { allocUser, Errno, FileRef, syscall, type KernelOptions, type Move, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** How many files the transaction carries. */
const FILES = 3;

/** The fix-ups in one design: consume the files, write their numbers from `buffer` on; 0, or an error. */
export type ApplyFdFixups = (current: Task, files: Move<readonly FileRef[]>, buffer: number) => number;

/** What set-up makes for the receiver, which owns the files. */
interface Shared {
  readonly files: Move<readonly FileRef[]>;
  readonly buffer: number;
  readonly reply: number;
}

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, apply: ApplyFdFixups, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `binder fd fix-ups, ${design}: reserve all, then install all`,
    kernel: options,
    setup: ({ kernel, init }) => ({
      files: Array.from({ length: FILES }, () => FileRef.anonInodeGetfile(init)),
      buffer: allocUser(kernel, FILES),
      reply: allocUser(kernel, 1),
    }),
    tasks: {
      receiver: (current, { files, buffer, reply }: Shared) =>
        syscall(current, () => {
          current.kernel.memory.store(
            reply,
            resultOf(() => apply(current, files, buffer)),
          );
          return 0;
        }),
    },
    check({ kernel, shared, tasks, failures }) {
      const open = tasks["receiver"]?.openDescriptors() ?? [];
      const { words } = kernel.memory;
      if ((words[shared.reply] as number) < 0) {
        if (failures.length === 0) throw new Error("the transaction failed without a failure");
        if (open.length > 0) throw new Error(`the transaction failed, and ${open} are open`);
        return;
      }
      const told = Array.from(words.subarray(shared.buffer, shared.buffer + FILES));
      if (!allTold(design, told, open, failures))
        throw new Error(`the buffer says ${told} and ${open} are open`);
    },
  });
}

/** What the fix-ups came to, in designs that throw as well. */
function resultOf(apply: Move<() => number>): number {
  try {
    return apply();
  } catch (error) {
    if (error instanceof Errno) return error.errno;
    throw error;
  }
}
