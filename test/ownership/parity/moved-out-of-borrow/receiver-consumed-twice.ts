/** A method that takes its receiver is called twice. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

class Slot {
  constructor(private readonly file: FileRef) {}
  take(this: Move<Slot>): Move<FileRef> {
    return this.file;
  }
}

export function program(current: Task): void {
  const slot = new Slot(FileRef.anonInodeGetfile(current));
  fput(slot.take());
  fput(slot.take());
}
