/** A kernel thread that serves requests, with the token: the request fails, the thread goes on. */
import { Errno, FileDescriptorReservation, FileRef, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

function open(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd1: FileDescriptorReservation = current.reservation;
  using file1 = FileRef.anonInodeGetfile(current);
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd2: FileDescriptorReservation = current.reservation;
  using file2 = FileRef.anonInodeGetfile(current);
  fd1.commit(file1);
  fd2.commit(file2);
}

export function serve(current: Task): void {
  try {
    open(current);
  } catch (error) {
    if (!(error instanceof Errno)) throw error; // the thread goes on
  }
}

export default scenarioOf("token", serve);
