/** A function promises a look at its first file and returns one at the second. */
import { type Borrows, FileRef, type Task, type View, view } from "../prelude.js";

function look(_file: FileRef, other: FileRef): Borrows<View, typeof _file> {
  return view(other);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  look(file, other).size();
}
