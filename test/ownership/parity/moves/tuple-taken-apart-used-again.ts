/** A function returns two files, and one of them is given away twice. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function two(current: Task): [Move<FileRef>, Move<FileRef>] {
  return [FileRef.anonInodeGetfile(current), FileRef.anonInodeGetfile(current)];
}

export function program(current: Task): void {
  const [first, second] = two(current);
  fput(first);
  fput(second);
  fput(first);
}
