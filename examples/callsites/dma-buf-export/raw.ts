/**
 * An ioctl exports a buffer. The number goes out in the ioctl's argument, by a copy_to_user that may fault, and only
 * then is the file installed.
 *
 * Mirrors `dma_heap_ioctl_allocate` (drivers/dma-buf/dma-heap.c, Linux 6.12) with the install behind the copy, as commit
 * 30d0aff2c65a of 2026 has it.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    const noMemory = raw.mayFail(current, "ENOMEM", "heap->ops->allocate");
    if (noMemory < 0) return noMemory;
    const dmabuf = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR);
    if (raw.isErr(dmabuf)) return raw.ptrErr(dmabuf);
    const fd = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
    if (fd < 0) {
      raw.fput(current, dmabuf); // dma_buf_put
      return fd;
    }
    const fault = raw.putUser(current, argument, fd);
    if (fault < 0) {
      raw.putUnusedFd(current, fd);
      raw.fput(current, dmabuf);
      return fault;
    }
    raw.fdInstall(current, fd, dmabuf);
    return 0;
  });
}

export default scenarioOf("raw", dmaHeapIoctlAlloc);
