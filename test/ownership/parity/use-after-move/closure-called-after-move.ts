/** A closure that reads the file is called after the file was given away. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = (): number => inspect(file);
  fput(file);
  size();
}
