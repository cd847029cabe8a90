/** What borrows from a value of an inner block is used after the block. */
import { FileRef, type Task, View, view } from "../prelude.js";

export function program(current: Task): number {
  let seen: View;
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    seen = view(file);
  }
  return seen.size();
}
