/** A file is given away after the last look at it. */
import { FileRef, fput, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  seen.size();
  fput(file);
}
