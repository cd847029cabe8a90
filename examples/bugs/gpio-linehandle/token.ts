/** gpio-linehandle, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { Owned } from "../owned.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { info }: Shared): number {
  return syscall(current, () => {
    using object = new Owned(current, info);
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current, 0, 0, object.intoRaw());
    object.read();
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", call, "use-after-move: An object was used after it was given away");
