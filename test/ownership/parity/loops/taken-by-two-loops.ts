/** Two loops take each file of the same array. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function finish(files: Move<FileRef[]>): void {
  for (const file of files) {
    fput(file);
  }
  for (const file of files) {
    fput(file);
  }
}

export function program(current: Task): void {
  finish([FileRef.anonInodeGetfile(current)]);
}
