/** A parameter that was handed over gets another file while the first is looked at. */
import { FileRef, fput, type Move, type Task, view } from "../prelude.js";

function helper(current: Task, file: Move<FileRef>): void {
  const seen = view(file);
  file = FileRef.anonInodeGetfile(current);
  seen.size();
  fput(file);
}

export function program(current: Task): void {
  helper(current, FileRef.anonInodeGetfile(current));
}
