/** One call borrows a file and takes the same file. */
import { FileRef, keepBeside, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  keepBeside(file, file);
}
