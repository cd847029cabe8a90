/** A file is given away and replaced while it is looked at. */
import { FileRef, fput, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  let file = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  fput(file);
  file = FileRef.anonInodeGetfile(current);
  seen.size();
  fput(file);
}
