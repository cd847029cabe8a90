/** A function calls a parameter on each of two branches that it may call once. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function run(body: Move<() => void>, sometimes: boolean): void {
  if (sometimes) {
    body();
  } else {
    body();
  }
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  run(() => fput(file), sometimes);
}
