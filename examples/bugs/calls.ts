/** What the scenarios of the bugs share: a file to begin with. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { Fdtable, FilesStruct, TaskStruct } from "fd-reservation/kernel";

/** Opens one file: reserve, create, commit. */
export function open(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

/** The address of the file that a descriptor names: a pointer without a reference. */
export function slotOf(current: Task, fd: number): number {
  const { memory } = current.kernel;
  const files = memory.load(current.address + TaskStruct.files);
  if (files === 0) return 0;
  const fdt = memory.load(files + FilesStruct.fdt);
  return fd < memory.load(fdt + Fdtable.maxFds) ? memory.load(memory.load(fdt + Fdtable.fd) + fd) : 0;
}
