/** An optional file is taken when it is there, and used afterwards. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file = sometimes ? FileRef.anonInodeGetfile(current) : undefined;
  if (file !== undefined) {
    fput(file);
  }
  if (file !== undefined) {
    inspect(file);
  }
}
