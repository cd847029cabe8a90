/** A method gives away the file in its owner's slot and leaves it there. */
import { type Exclusive, FileRef, fput, type Move, type Task } from "../prelude.js";

class Slot implements Disposable {
  #file: FileRef | undefined;

  constructor(file: Move<FileRef>) {
    this.#file = file;
  }

  empty(this: Exclusive<Slot>): void {
    if (this.#file !== undefined) fput(this.#file);
  }

  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
  }
}

export function program(current: Task): void {
  using slot = new Slot(FileRef.anonInodeGetfile(current));
  slot.empty();
}
