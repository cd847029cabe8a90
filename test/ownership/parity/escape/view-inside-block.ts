/** What borrows from a value of an inner block is used in the block. */
import { FileRef, type Task, view } from "../prelude.js";

export function program(current: Task): number {
  let size: number;
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    const seen = view(file);
    size = seen.size();
  }
  return size;
}
