/** A closure that borrows a local is called before the local is disposed. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = (): number => inspect(file);
  size();
}
