/**
 * The exporting ioctl with the fault ignored: dma_buf_fd() and the copy stand in the order that leaked the descriptor, and
 * the call succeeds.
 *
 * The steps of `DMA_HEAP_IOCTL_ALLOC` (drivers/dma-buf/dma-heap.c) with FD_ADD of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    const noMemory = raw.mayFail(current, "ENOMEM", "heap->ops->allocate");
    if (noMemory < 0) return noMemory;
    using dmabuf = guard.freeFput(current, raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR));
    if (raw.isErr(dmabuf.pointer)) return raw.ptrErr(dmabuf.pointer);
    const fd = ignoreFault.fdAdd(current, OpenFlags.O_CLOEXEC, () => raw.getFile(current, dmabuf.pointer));
    if (fd < 0) return fd;
    ignoreFault.tellUser(current, argument, fd);
    return 0;
  });
}

export default scenarioOf("ignore-fault", dmaHeapIoctlAlloc);
