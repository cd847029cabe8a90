/** A method that only borrows its receiver gives away what the receiver owns. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

class Slot {
  constructor(private readonly file: FileRef) {}
  take(): Move<FileRef> {
    return this.file;
  }
}

export function program(current: Task): void {
  const slot = new Slot(FileRef.anonInodeGetfile(current));
  fput(slot.take());
}
