/** A stack takes a file, which is given away afterwards. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using owned = new DisposableStack();
  const file: FileRef = FileRef.anonInodeGetfile(current);
  owned.use(file);
  fput(file);
}
