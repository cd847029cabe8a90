/** A part is taken and replaced, and then the whole is taken. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

interface Both {
  first: Move<FileRef>;
  second: Move<FileRef>;
}

function finish(both: Move<Both>): void {
  fput(both.first);
  fput(both.second);
}

export function program(current: Task): void {
  const both: Both = { first: FileRef.anonInodeGetfile(current), second: FileRef.anonInodeGetfile(current) };
  fput(both.first);
  both.first = FileRef.anonInodeGetfile(current);
  finish(both);
}
