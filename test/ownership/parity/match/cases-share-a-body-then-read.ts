/** Two cases share the body that takes the file, which is read after the switch. */
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
  inspect(file);
}
