/** A generic function takes the file, which is read afterwards. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

function consume<T extends Disposable>(value: Move<T>): void {
  value[Symbol.dispose]();
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  consume(file);
  inspect(file);
}
