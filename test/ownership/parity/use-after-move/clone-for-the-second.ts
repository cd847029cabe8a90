/** The second call gets a clone. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fput(file.clone());
  fput(file);
}
