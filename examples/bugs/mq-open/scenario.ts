/** The error of a read-only mount passes through a boolean: what is installed is the pointer 1, not an error. */
import { Errno, FileRef, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

/** Opens the queue, or fails with an error that is known already: mqueue_file_open. */
export function openQueue(current: Task, error: number): raw.FilePointer {
  return error === 0 ? raw.anonInodeGetfile(current) : (error as raw.FilePointer);
}

/** The same for the designs that throw their errors. */
export function openQueueRef(current: Task, error: number): FileRef {
  if (error !== 0) throw new Errno(error, "mnt_want_write");
  return FileRef.anonInodeGetfile(current);
}

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(design: string, call: (current: Task) => number, violates?: string): Scenario {
  return scenario({
    name: `mq-open, ${design}`,
    kernel: kernelOf(design),
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
