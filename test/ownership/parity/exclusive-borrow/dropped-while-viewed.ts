/** A file is disposed by hand while it is looked at. */
import { FileRef, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  file[Symbol.dispose]();
  seen.size();
}
