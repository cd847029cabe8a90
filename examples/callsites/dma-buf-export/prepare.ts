/**
 * The exporting ioctl with FD_PREPARE. The buffer exists before the descriptor, so the file expression must take a
 * separate reference: FD_PREPARE consumes one only when it evaluates the expression.
 *
 * The steps of `DMA_HEAP_IOCTL_ALLOC` (drivers/dma-buf/dma-heap.c) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    const noMemory = raw.mayFail(current, "ENOMEM", "heap->ops->allocate");
    if (noMemory < 0) return noMemory;
    using dmabuf = guard.freeFput(current, raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR));
    if (raw.isErr(dmabuf.pointer)) return raw.ptrErr(dmabuf.pointer);
    using fdf = prepare.fdPrepare(current, OpenFlags.O_CLOEXEC, () => raw.getFile(current, dmabuf.pointer));
    if (fdf.err !== 0) return fdf.err;
    const fault = raw.putUser(current, argument, prepare.fdPrepareFd(fdf));
    if (fault < 0) return fault;
    prepare.fdPublish(fdf);
    return 0;
  });
}

export default scenarioOf("prepare", dmaHeapIoctlAlloc);
