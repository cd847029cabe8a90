/** A function hands on a parameter that may be called once to one that calls it twice. */
import { FileRef, fput, type Move, type Task, twice } from "../prelude.js";

function run(body: Move<() => void>): void {
  twice(body);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  run(() => fput(file));
}
