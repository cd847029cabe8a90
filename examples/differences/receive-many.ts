/**
 * recvmmsg with slots: its messages share the slots of one call, 2 + 1,024. Five messages of 253 need 1,265, and files are
 * dropped that mainline delivers. A page of eight is as much too small for five messages of three.
 *
 * The steps of `scm_detach_fds` (net/core/scm.c) and `do_recvmmsg` (net/socket.c, Linux 6.12) with fd_prepare and fd_stage
 * of the series of September 2026.
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "../callsites/scm-rights/scenario.js";
import { receiveFd } from "../callsites/scm-rights/slots.js";

/** How many files a message has. */
const SIZE = 3;

/** The files of one message; returns how many came. */
function detachFds(current: Task, sent: readonly FileRef[], numbers: number): number {
  const files = sent.map((file) => file.intoRaw() as raw.FilePointer); // scm->fp
  let staged = 0;
  for (const file of files) {
    if (receiveFd(current, file, numbers + staged, OpenFlags.O_CLOEXEC) < 0) break;
    staged++;
  }
  for (const file of files) raw.fput(current, file); // __scm_destroy
  return staged;
}

/** The files come in messages, all in one call; returns how many files came. */
function recvmmsg(current: Task, sent: readonly FileRef[], numbers: number, msgFlags: number): number {
  return syscall(current, () => {
    let staged = 0;
    for (let first = 0; first < sent.length; first += SIZE) {
      staged += detachFds(current, sent.slice(first, first + SIZE), numbers + staged);
    }
    current.kernel.memory.store(msgFlags, staged < sent.length ? MSG_CTRUNC : 0);
    return staged;
  });
}

export default scenarioOf("slots: five messages of three files, ten slots", recvmmsg, 15, 10, {
  scheme: "slots",
  spillSlots: 8,
});
