/** An interface takes the receiver of its method, and so does the class. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

interface Ending {
  finish(this: Move<Slot>): void;
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
