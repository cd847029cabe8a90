/** An object keeps a look at a file that is given away after the last use of the object. */
import { FileRef, fput, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const holder = { seen: view(file) };
  holder.seen.size();
  fput(file);
}
