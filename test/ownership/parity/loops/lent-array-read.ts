/** A loop reads each file of an array that the function was lent. */
import { FileRef, inspect, type Task } from "../prelude.js";

function finish(files: readonly FileRef[]): void {
  for (const file of files) {
    inspect(file);
  }
}

export function program(current: Task): void {
  const files = [FileRef.anonInodeGetfile(current)];
  finish(files);
  for (const file of files) file[Symbol.dispose]();
}
