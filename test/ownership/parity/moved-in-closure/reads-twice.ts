/** A closure that is called twice reads the file. */
import { FileRef, fput, inspect, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  twice(() => {
    inspect(file);
  });
  fput(file);
}
