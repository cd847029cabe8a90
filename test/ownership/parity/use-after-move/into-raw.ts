/** The address outlives the reference; the reference is not used again. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  inspect(file);
  const raw = file.intoRaw();
  return raw;
}
