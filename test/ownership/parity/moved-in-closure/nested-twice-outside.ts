/** A closure that is called once takes the file, inside one that is called twice. */
import { FileRef, fput, once, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  twice(() => once(() => fput(file)));
}
