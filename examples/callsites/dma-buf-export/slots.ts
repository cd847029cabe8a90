/**
 * The exporting ioctl with slots: a helper may prepare and stage in one step, as dma_buf_fd() does, and the copy to user
 * space may still fail afterwards. Only a buffer that got no slot is put by hand.
 *
 * The steps of `DMA_HEAP_IOCTL_ALLOC` (drivers/dma-buf/dma-heap.c, Linux 6.12) with fd_prepare and fd_stage of the series
 * of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** Prepares and stages in one step: the shape that leaks in mainline when a later step fails. */
function dmaBufFd(current: Task, dmabuf: raw.FilePointer, flags: number): number {
  const slot = slots.fdPrepare(current, flags);
  return slots.isErr(slot) ? slots.ptrErr(slot) : slots.fdStage(current, slot, dmabuf);
}

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    const noMemory = raw.mayFail(current, "ENOMEM", "heap->ops->allocate");
    if (noMemory < 0) return noMemory;
    using dmabuf = guard.freeFput(current, raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR));
    if (raw.isErr(dmabuf.pointer)) return raw.ptrErr(dmabuf.pointer);
    const fd = dmaBufFd(current, dmabuf.pointer, OpenFlags.O_CLOEXEC);
    if (fd < 0) return fd;
    guard.noFreePtr(dmabuf); // it is staged
    return raw.putUser(current, argument, fd);
  });
}

export default scenarioOf("slots", dmaHeapIoctlAlloc, { scheme: "slots" });
