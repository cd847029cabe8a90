/** An inner variable of the same name is another one. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  {
    const file = FileRef.anonInodeGetfile(current);
    fput(file);
  }
  inspect(file);
}
