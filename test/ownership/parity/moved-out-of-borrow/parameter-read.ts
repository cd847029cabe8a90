/** A function reads a file that it was lent. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

function helper(file: FileRef): number {
  return file.privateData + inspect(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
  fput(file);
}
