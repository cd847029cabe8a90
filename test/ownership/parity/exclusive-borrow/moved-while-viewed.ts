/** A file is given away while it is looked at. */
import { FileRef, fput, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  fput(file);
  seen.size();
}
