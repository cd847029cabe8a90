/**
 * SNDRV_COMPRESS_TASK_CREATE with one token for the pair.
 *
 * The steps of `snd_compr_task_new` (sound/core/compress_offload.c, Linux 6.13).
 */
import { FileDescriptorReservations, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function taskNew(current: Task, utask: number): number {
  return syscall(current, () => {
    using input = FileRef.anonInodeGetfile(current);
    using output = FileRef.anonInodeGetfile(current);
    FileDescriptorReservations.getUnusedFds(current, 2, OpenFlags.O_CLOEXEC);
    using fds: FileDescriptorReservations<2> = current.reservations;
    for (const [index, fd] of fds.reservedFds().entries()) current.putUser(utask + index, fd);
    fds.commit([input.clone(), output.clone()]);
  });
}

export default scenarioOf("token", taskNew);
