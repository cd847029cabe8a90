/** An interface borrows the receiver of its method, and the class takes it. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

interface Ending {
  finish(): void;
}

class Slot implements Ending {
  constructor(private readonly file: Move<FileRef>) {}

  finish(this: Move<Slot>): void {
    fput(this.file);
  }
}

export function program(current: Task): void {
  const slot = new Slot(FileRef.anonInodeGetfile(current));
  slot.finish();
}
