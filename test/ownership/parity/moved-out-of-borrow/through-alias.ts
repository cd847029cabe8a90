/** A second name of a borrowed parameter is given away. */
import { FileRef, fput, type Task } from "../prelude.js";

function helper(file: FileRef): void {
  const alias = file;
  fput(alias);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
