/** A look at one of two files keeps both from being given away. */
import { type Borrows, FileRef, fput, inspect, type Task, View, view } from "../prelude.js";

function choose(a: FileRef, b: FileRef): Borrows<View, typeof a | typeof b> {
  return inspect(a) > inspect(b) ? view(a) : view(b);
}

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  const seen = choose(first, second);
  fput(second);
  seen.size();
}
