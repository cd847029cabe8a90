/** A variable gets another file, and the old one is taken under a second name. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file: FileRef = FileRef.anonInodeGetfile(current);
  const old: FileRef = file;
  file = FileRef.anonInodeGetfile(current);
  fput(old);
  fput(file);
}
