/** An absent value needs no disposal. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  let file: FileRef | undefined;
  if (sometimes) {
    file = FileRef.anonInodeGetfile(current);
  }
  if (file !== undefined) {
    fput(file);
  }
}
