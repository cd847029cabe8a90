/** A second name of a value of an inner block is used after the block. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): number {
  let outer: FileRef;
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    outer = file;
  }
  return inspect(outer);
}
