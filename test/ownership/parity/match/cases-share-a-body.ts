/** Two cases share the body that takes the file; the third reads it. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const way: number = sometimes ? 1 : 0;
  switch (way) {
    case 0:
    case 1:
      fput(file);
      break;
    default:
      inspect(file);
  }
}
