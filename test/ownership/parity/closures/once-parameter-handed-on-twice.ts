/** A function hands on a parameter twice that may be called once. */
import { FileRef, fput, type Move, once, type Task } from "../prelude.js";

function run(body: Move<() => void>): void {
  once(body);
  once(body);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  run(() => fput(file));
}
