/** A function calls a parameter in a loop that it may call once. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function run(body: Move<() => void>): void {
  for (let round = 0; round < 2; round++) {
    body();
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  run(() => fput(file));
}
