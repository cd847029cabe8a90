/** What borrows from a parameter is returned. */
import { type Borrows, FileRef, type Task, View, view } from "../prelude.js";

function look(file: FileRef): Borrows<View, typeof file> {
  return view(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  look(file).size();
}
