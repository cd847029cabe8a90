/** What borrows from a local is returned. */
import { FileRef, type Task, View, view } from "../prelude.js";

function look(current: Task): View {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  return view(file);
}

export function program(current: Task): void {
  look(current).size();
}
