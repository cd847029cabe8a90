/**
 * An ioctl that exports a buffer: the number goes out in the ioctl's argument, by a copy_to_user that may fault, and
 * only then is the file installed. Helpers that reserve and install in one step leave an open descriptor behind that
 * the program never learns of.
 *
 * Mirrors `dma_heap_ioctl_allocate` (drivers/dma-buf/dma-heap.c, Linux 6.12) with the install behind the copy, as commit
 * 30d0aff2c65a of 2026 has it.
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    current.mayFail("ENOMEM", "heap->ops->allocate");
    using dmabuf = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR);
    FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    using fd: FileDescriptorReservation = current.reservation;
    current.putUser(argument, fd.reservedFd());
    fd.commit(dmabuf);
  });
}

export default scenarioOf("token", dmaHeapIoctlAlloc);
