/** A list of the same block keeps a closure that borrows from the block. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    const later: (() => number)[] = [];
    later.push(() => inspect(file));
    for (const one of later) {
      one();
    }
  }
}
