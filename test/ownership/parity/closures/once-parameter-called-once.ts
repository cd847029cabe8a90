/** A function calls a parameter once that it may call once. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function run(body: Move<() => void>): void {
  body();
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  run(() => fput(file));
}
