/** A closure gives away its own parameter. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

export function program(current: Task): void {
  const give = (file: Move<FileRef>): void => fput(file);
  give(FileRef.anonInodeGetfile(current));
  give(FileRef.anonInodeGetfile(current));
}
