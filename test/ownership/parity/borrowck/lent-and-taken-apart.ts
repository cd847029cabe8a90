/** One call borrows a file and takes another one. */
import { FileRef, keepBeside, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  keepBeside(other, file);
}
