/**
 * SNDRV_COMPRESS_TASK_CREATE with two tokens.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    using input = FileRef.anonInodeGetfile(current);
    using output = FileRef.anonInodeGetfile(current);
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fdI: FileDescriptorReservation = current.reservation;
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fdO: FileDescriptorReservation = current.reservation;
    current.putUser(utask, fdI.reservedFd());
    current.putUser(utask + 1, fdO.reservedFd());
    fdI.commit(input.clone());
    fdO.commit(output.clone());
  });
}

export default scenarioOf("token", taskNew);
