/** A closure that takes the file is called on each of two branches. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give = (): void => fput(file);
  if (sometimes) {
    give();
  } else {
    give();
  }
}
