/** A closure that takes the file is named first and called once. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give = (): void => fput(file);
  give();
}
