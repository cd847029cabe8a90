/** A function returns a look at its parameter as if it borrowed from nothing. */
import { FileRef, type Move, type Task, type View, view } from "../prelude.js";

function look(file: FileRef): Move<View> {
  return view(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  look(file).size();
}
