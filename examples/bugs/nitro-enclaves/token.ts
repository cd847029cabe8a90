/** nitro-enclaves, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count, user }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    const file = FileRef.anonInodeGetfile(current, operations);
    current.kernel.memory.add(count, 1);
    fd.commit(file);
    try {
      current.putUser(user, 1);
    } catch (error) {
      // @ts-expect-error: the token was consumed
      fd[Symbol.dispose]();
      throw error;
    }
    return number;
  });
}

export default scenarioOf("token", call, "the call failed and yet fd 0 is open, which it was not before");
