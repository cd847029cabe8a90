/** A second name means the same value, which was moved by the first. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const alias = file;
  fput(file);
  inspect(alias);
}
