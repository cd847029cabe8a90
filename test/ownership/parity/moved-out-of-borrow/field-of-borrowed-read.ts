/** A part of a borrowed whole is read. */
import { FileRef, inspect, type Task } from "../prelude.js";

function helper(pair: { readonly first: FileRef }): number {
  return inspect(pair.first);
}

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  helper({ first });
}
