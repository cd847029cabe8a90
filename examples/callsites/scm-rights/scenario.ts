/** What receiving files over a socket must do in every design: the message before it, and what the program sees. */
import { allocUser, FileRef, type KernelOptions, type Move, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** SCM_MAX_FD: how many files one message carries at most. */
export const SCM_MAX_FD = 253;
/** Message flag: some of the files were dropped. */
export const MSG_CTRUNC = 8;

/** The call in one design. */
export type Recvmsg = (
  current: Task,
  sent: Move<readonly FileRef[]>,
  numbers: number,
  msgFlags: number,
) => number;

/** What is around the call: the message, and user memory for its answer. */
interface Message {
  /** The receiver's to drop. */
  readonly sent: Move<readonly FileRef[]>;
  readonly numbers: number;
  readonly msgFlags: number;
}

/** A message of `files` files, of which `expected` arrive when no failure is injected. */
export function scenarioOf(
  name: string,
  recvmsg: Recvmsg,
  files: number,
  expected: number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `SCM_RIGHTS, ${name}`,
    kernel: options,
    setup: ({ kernel, init }): Message => ({
      sent: Array.from({ length: files }, () => FileRef.anonInodeGetfile(init)),
      numbers: allocUser(kernel, SCM_MAX_FD),
      msgFlags: allocUser(kernel, 1),
    }),
    tasks: {
      receiver: (current, { sent, numbers, msgFlags }) => recvmsg(current, sent, numbers, msgFlags),
    },
    check({ kernel, shared, tasks, results, failures }) {
      const received = results["receiver"] ?? 0;
      const open = tasks["receiver"]?.openDescriptors() ?? [];
      const { words } = kernel.memory;
      const told = Array.from(words.subarray(shared.numbers, shared.numbers + Math.max(received, 0)));
      if (!allTold(name, told, open, failures))
        throw new Error(`user space was told ${told} and ${open} are open`);
      if (failures.length === 0 && received !== expected) {
        throw new Error(`${received} received, not ${expected}`);
      }
      if (received >= 0 && (words[shared.msgFlags] === MSG_CTRUNC) !== received < files) {
        throw new Error("MSG_CTRUNC does not say whether files were dropped");
      }
    },
  });
}
