/** A closure that takes the file is called on one branch and again after it. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give = (): void => fput(file);
  if (sometimes) {
    give();
  }
  give();
}
