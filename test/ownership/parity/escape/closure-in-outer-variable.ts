/** A closure that borrows from an inner block is called after the block. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): number {
  let later: () => number;
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    later = () => inspect(file);
  }
  return later();
}
