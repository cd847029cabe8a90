/** A moved value is read inside a template. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): string {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fput(file);
  return `size ${inspect(file)}`;
}
