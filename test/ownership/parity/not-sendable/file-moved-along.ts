/** A thread's code captures a file, and disposes it there. */
import { FileRef, fput, spawn, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  spawn(current, () => fput(file));
}
