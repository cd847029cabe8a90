/** A method empties its owner's slot and gives the file away. */
import { type Exclusive, FileRef, fput, type Move, type Task } from "../prelude.js";

class Slot implements Disposable {
  #file: FileRef | undefined;

  constructor(file: Move<FileRef>) {
    this.#file = file;
  }

  empty(this: Exclusive<Slot>): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) fput(file);
  }

  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
  }
}

export function program(current: Task): void {
  using slot = new Slot(FileRef.anonInodeGetfile(current));
  slot.empty();
}
