/** A lookup takes its reference after a close, when the garbage collector of Unix sockets has counted without it. */
import { FileDescriptorReservation, FileRef, syscall, type Move, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

/** What set-up made: a socket that is open, and sent in a message that waits in its own queue. */
export interface Shared {
  readonly message: Move<FileRef>;
  readonly queue: number;
  readonly fd: number;
}

function setup({ kernel, init }: World): Shared {
  const queue = kref.makeIn(kernel, "queue");
  const message = FileRef.anonInodeGetfile(init, 0, 0, queue);
  const fd = syscall(init, () => {
    FileDescriptorReservation.getUnusedFdFlags(init, 0);
    using reserved: FileDescriptorReservation = init.reservation;
    const number = reserved.reservedFd();
    reserved.commit(message.clone());
    return number;
  });
  return { message, queue, fd };
}

/** unix_gc: a socket with no reference but its own message's cannot be reached, and its queue is thrown away. */
function collect(current: Task, { message, queue }: Shared): number {
  return syscall(current, () => {
    if (raw.fileCount(current, message.address as raw.FilePointer) !== 1) return 0;
    kref.put(current, queue);
    message[Symbol.dispose]();
    return 0;
  });
}

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
): Scenario {
  return scenario<Shared>({
    name: `fget-recheck, ${design}`,
    kernel: {
      lookup: design === "raw, fixed" ? "read-again" : "once",
      ...kernelOf(design),
    },
    setup,
    tasks: { caller: call, closer: (current, { fd }) => void current.close(fd), collector: collect },

    ...(violates === undefined ? {} : { violates }),
  });
}
