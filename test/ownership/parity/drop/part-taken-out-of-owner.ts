/** A part is taken out of an owner that disposes it. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

class Slot implements Disposable {
  constructor(readonly file: Move<FileRef>) {}

  [Symbol.dispose](): void {
    this.file[Symbol.dispose]();
  }
}

export function program(current: Task): void {
  using slot = new Slot(FileRef.anonInodeGetfile(current));
  fput(slot.file);
}
