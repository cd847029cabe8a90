/** A closure that takes the file is named first and handed to what calls it twice. */
import { FileRef, fput, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give = (): void => fput(file);
  twice(give);
}
