/** What borrows from what borrows from a local is returned. */
import { type Borrows, FileRef, type Task, View, view } from "../prelude.js";

function again(seen: View): Borrows<View, typeof seen> {
  return seen;
}

function look(current: Task): View {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  return again(view(file));
}

export function program(current: Task): void {
  look(current).size();
}
