/** Lazy steps that read a file are taken after the file was given away. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const sizes = function* (): Generator<number> {
    yield inspect(file);
  };
  const steps = sizes();
  fput(file);
  for (const step of steps) {
    current.close(step);
  }
}
