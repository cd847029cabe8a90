/**
 * The exporting ioctl with scope-based clean-up.
 *
 * The steps of `DMA_HEAP_IOCTL_ALLOC` (drivers/dma-buf/dma-heap.c) with CLASS(get_unused_fd) and __free(dma_buf_put).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    const noMemory = raw.mayFail(current, "ENOMEM", "heap->ops->allocate");
    if (noMemory < 0) return noMemory;
    using dmabuf = guard.freeFput(current, raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR));
    if (raw.isErr(dmabuf.pointer)) return raw.ptrErr(dmabuf.pointer);
    using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fd.fd < 0) return fd.fd;
    const fault = raw.putUser(current, argument, fd.fd);
    if (fault < 0) return fault;
    raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(dmabuf));
    return 0;
  });
}

export default scenarioOf("guard", dmaHeapIoctlAlloc);
