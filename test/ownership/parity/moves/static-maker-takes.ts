/** A static method takes the file to make an object of it; the file is read afterwards. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

class Slot implements Disposable {
  static of(file: Move<FileRef>): Move<Slot> {
    return new Slot(file);
  }

  private constructor(readonly file: Move<FileRef>) {}

  [Symbol.dispose](): void {
    this.file[Symbol.dispose]();
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using slot = Slot.of(file);
  inspect(file);
  inspect(slot.file);
}
