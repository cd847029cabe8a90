/**
 * One recvmmsg brings more descriptors than a task has slots: what does not fit is lost to user space, which was sent it.
 * Where the install is made at once, RLIMIT_NOFILE alone is the end.
 *
 * The scenarios are small: two messages of three files, and four slots. `sixMessages` and its like have the sizes of Linux: a
 * message brings up to 253 files (SCM_MAX_FD), and 1,026 slots are what two pairs and a page of 1,024 come to. Each message
 * keeps the prefix that fits and is marked MSG_CTRUNC, as `scm_detach_fds` does (net/core/scm.c, Linux 6.x).
 */
import { allocUser, syscall, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

/** Receives messages of some files each, and says how many files user space got. */
function receive(current: Task, { openAndTell }: Answer, messages: number, files: number): number {
  const user = allocUser(current.kernel, 1);
  syscall(current, () => {
    for (let message = 0; message < messages; message++)
      for (let file = 0; file < files; file++) if (openAndTell(current, user) < 0) break;
  });
  return current.openDescriptors().length;
}

function receiving(answer: Answer, lost: number): Scenario {
  const spill: Partial<KernelOptions> = answer.kernel.scheme === undefined ? {} : { spillSlots: 2 };
  return scenario({
    name: `recvmmsg brings more than fits, ${answer.name}`,
    kernel: { ...answer.kernel, ...spill } as KernelOptions,
    tasks: { receiver: (current) => receive(current, answer, 2, 3) },
    check({ results, failures }) {
      if (failures.length > 0) return; // a file that could not be made is no matter of slots
      const missing = 6 - (results["receiver"] ?? 0);
      if (missing > 0) throw new Error(`${missing} of 6 files are lost`);
    },
    ...(lost === 0 ? {} : { violates: `${lost} of 6 files are lost` }),
  });
}

/** Six messages of 253 files. In set-up: what is counted needs no interleaving and no failure. */
function receivingSix(answer: Answer, lost: number): Scenario {
  return scenario({
    name: `recvmmsg brings six messages of 253 files, ${answer.name}`,
    kernel: { ...answer.kernel, rlimitNofile: 2000 },
    setup({ init }) {
      const count = receive(init, answer, 6, 253);
      init.exit();
      return { count };
    },
    tasks: { nobody: () => 0 },
    check({ shared: { count } }) {
      if (count < 6 * 253) throw new Error(`${6 * 253 - count} of 1518 files are lost`);
    },
    ...(lost === 0 ? {} : { violates: `${lost} of 1518 files are lost` }),
  });
}

export const mainline = receiving(today, 0);
export const token = receiving(byToken, 0);
export const tagged = receiving(firstVersion, 2);
export const onSlots = receiving(byGlue, 2);
export const taskWork = receiving(byTaskWork, 2);
export const ignoringFault = receiving(faultIgnored, 0);

export const sixMessages = receivingSix(today, 0);
export const sixTagged = receivingSix(firstVersion, 492);
export const sixOnSlots = receivingSix(byGlue, 492);
export const sixByTaskWork = receivingSix(byTaskWork, 492);
