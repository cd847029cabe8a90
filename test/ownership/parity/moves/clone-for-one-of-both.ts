/** A call takes two files and gets one of them and its clone. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function join(first: Move<FileRef>, second: Move<FileRef>): void {
  fput(first);
  fput(second);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  join(file.clone(), file);
}
