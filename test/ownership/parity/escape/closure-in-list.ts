/** A list from outside keeps a closure that borrows from an inner block. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  const later: (() => number)[] = [];
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    later.push(() => inspect(file));
  }
  for (const one of later) {
    one();
  }
}
