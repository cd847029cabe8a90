/** An element of a borrowed list is given away. */
import { FileRef, fput, type Task } from "../prelude.js";

function helper(files: readonly FileRef[]): void {
  const [first] = files;
  if (first !== undefined) fput(first);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper([file]);
}
