/** A part of a borrowed whole is given away. */
import { FileRef, fput, type Task } from "../prelude.js";

function helper(pair: { readonly first: FileRef }): void {
  fput(pair.first);
}

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  helper({ first });
}
