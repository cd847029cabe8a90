/** A function returns a look at its parameter, and its signature states it. */
import { type Borrows, FileRef, type Task, type View, view } from "../prelude.js";

function look(file: FileRef): Borrows<View, typeof file> {
  return view(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  look(file).size();
}
