/** A function that was handed a file gives it on, and reads it afterwards. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function helper(file: Move<FileRef>): number {
  fput(file);
  return inspect(file);
}

export function program(current: Task): void {
  helper(FileRef.anonInodeGetfile(current));
}
