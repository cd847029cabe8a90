/** A number read through a borrow is returned. */
import { FileRef, type Task, view } from "../prelude.js";

export function program(current: Task): number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  return seen.size();
}
