/** A move stands left of a comma, the read right of it. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = (fput(file), inspect(file));
  return size;
}
