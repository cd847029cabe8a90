/** A stack takes a clone of a file, which is given away afterwards. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using owned = new DisposableStack();
  const file: FileRef = FileRef.anonInodeGetfile(current);
  owned.use(file.clone());
  fput(file);
}
