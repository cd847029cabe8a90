/**
 * The exporting ioctl as a transaction: a helper may reserve and install in one step, as dma_buf_fd() does, and the
 * copy to user space may still fail afterwards.
 *
 * The steps of `DMA_HEAP_IOCTL_ALLOC` (drivers/dma-buf/dma-heap.c) under the per-task design of Al Viro's proposal.
 */
import { FileRef, OpenFlags, syscall, type Move, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** Reserves and installs in one step: the shape that leaks in mainline when a later step fails. */
function dmaBufFd(transaction: Transaction, dmabuf: Move<FileRef>, flags: number): number {
  const fd = transaction.getUnusedFdFlags(flags);
  fd.fdInstall(dmabuf);
  return fd.reservedFd();
}

export function dmaHeapIoctlAlloc(current: Task, operations: number, argument: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    current.mayFail("ENOMEM", "heap->ops->allocate");
    using dmabuf = FileRef.anonInodeGetfile(current, operations, OpenFlags.O_RDWR);
    current.putUser(argument, dmaBufFd(transaction, dmabuf, OpenFlags.O_CLOEXEC));
    return transaction.succeed();
  });
}

export default scenarioOf("transaction", dmaHeapIoctlAlloc, { scheme: "tagged" });
