/** ptm-open-peer, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { Owned } from "../owned.js";
import { openPeerRef, scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, shared: Shared): number {
  return syscall(current, () => {
    using path = Owned.get(current, shared.mount);
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(openPeerRef(current, shared));
    path.intoRaw(); // as if the file had taken it over
    return number;
  });
}

export default scenarioOf("token", call, "references are left when every task has exited");
