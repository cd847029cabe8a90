/** A closure that is called twice makes the file that it gives away. */
import { FileRef, fput, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  twice(() => {
    const file = FileRef.anonInodeGetfile(current);
    fput(file);
  });
}
