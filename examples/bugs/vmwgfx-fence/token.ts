/** vmwgfx-fence, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    try {
      current.putUser(user, number);
    } catch (error) {
      // @ts-expect-error: the token was consumed
      fd[Symbol.dispose]();
      throw error;
    }
  });
}

export default scenarioOf("token", call, "the call failed and yet fd 0 is open, which it was not before");
