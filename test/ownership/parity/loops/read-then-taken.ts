/** One loop reads each file of an array, and another one takes them. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function finish(files: Move<FileRef[]>): void {
  for (const file of files) {
    inspect(file);
  }
  for (const file of files) {
    fput(file);
  }
}

export function program(current: Task): void {
  finish([FileRef.anonInodeGetfile(current)]);
}
