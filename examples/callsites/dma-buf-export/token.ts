/**
 * An ioctl that exports a buffer: the number goes out in the ioctl's argument, by a copy_to_user that may fault, and
 * only then is the file installed. Helpers that reserve and install in one step leave an open descriptor behind that
 * the program never learns of.
 *
 * Mirrors `DMA_HEAP_IOCTL_ALLOC` (drivers/dma-buf/dma-heap.c) with the split that the 2026 series proposes.
 */
import { allocUser, FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

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

export default scenario({
  name: "dma-buf export: the number in the ioctl's argument",
  setup({ kernel }) {
    const released = allocUser(kernel, 1);
    const operations = kernel.registerOperations({
      name: "dmabuf",
      release: () => void kernel.memory.add(released, 1),
    });
    return { operations, released, argument: allocUser(kernel, 1) };
  },
  tasks: { caller: (current, { operations, argument }) => dmaHeapIoctlAlloc(current, operations, argument) },
  check({ kernel, shared, tasks, results, failures }) {
    const { words } = kernel.memory;
    const open = tasks["caller"]?.openDescriptors();
    if (results["caller"] === 0 && String(open) !== String([words[shared.argument]])) {
      throw new Error(`user space was told ${words[shared.argument]} and ${open} are open`);
    }
    // Made before the number is reserved: every later failure must release the buffer, once.
    const made = failures.every(({ where }) => !/heap|alloc_empty_file/.test(where));
    const expected = results["caller"] === 0 || !made ? 0 : 1;
    if (words[shared.released] !== expected)
      throw new Error(`${words[shared.released]} releases, not ${expected}`);
  },
});
