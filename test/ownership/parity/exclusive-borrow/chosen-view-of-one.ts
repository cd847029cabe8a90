/** A look that borrows from one of two files leaves the other free. */
import { type Borrows, FileRef, fput, inspect, type Task, View, view } from "../prelude.js";

function look(a: FileRef, b: FileRef): Borrows<View, typeof a> {
  inspect(b);
  return view(a);
}

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  const seen = look(first, second);
  fput(second);
  seen.size();
}
