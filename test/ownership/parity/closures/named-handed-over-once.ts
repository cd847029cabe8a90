/** A closure that takes the file is named first and handed over once. */
import { FileRef, fput, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give = (): void => fput(file);
  once(give);
}
