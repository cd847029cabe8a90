/** A constructor takes the file, which is read through the new object. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

class Slot implements Disposable {
  constructor(private readonly file: Move<FileRef>) {}

  size(): number {
    return inspect(this.file);
  }

  [Symbol.dispose](): void {
    this.file[Symbol.dispose]();
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  inspect(file);
  using slot = new Slot(file);
  slot.size();
}
