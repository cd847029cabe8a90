/** Every case of a switch gives the value away. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = FileRef.anonInodeGetfile(current);
  switch (sometimes) {
    case true:
      fput(file);
      break;
    default:
      file[Symbol.dispose]();
  }
}
