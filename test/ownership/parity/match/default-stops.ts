/** The cases that return take the file, and a call that never returns handles the others. */
import { FileRef, fput, stop, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file: FileRef = FileRef.anonInodeGetfile(current);
  const way: number = sometimes ? 1 : 0;
  switch (way) {
    case 0:
      fput(file);
      break;
    case 1:
      file[Symbol.dispose]();
      break;
    default:
      file[Symbol.dispose]();
      stop();
  }
}
