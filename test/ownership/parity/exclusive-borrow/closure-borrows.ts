/** A closure that borrows a file is called after the file was truncated. */
import { FileRef, inspect, type Task, truncate } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = (): number => inspect(file);
  truncate(file);
  size();
}
