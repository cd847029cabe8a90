/** A function promises a look at its first file and returns one. */
import { type Borrows, FileRef, type Task, type View, view } from "../prelude.js";

function look(file: FileRef, _other: FileRef): Borrows<View, typeof file> {
  return view(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  look(file, other).size();
}
