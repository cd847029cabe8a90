/** A closure that is called twice gives the file away on one of its branches. */
import { FileRef, fput, type Task, twice } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  twice(() => {
    if (sometimes) fput(file);
  });
}
