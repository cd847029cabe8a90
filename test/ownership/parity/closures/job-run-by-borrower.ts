/** A method that borrows its receiver calls the closure in it, which may be called once. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

class Job {
  constructor(private readonly run: Move<() => void>) {}

  finish(): void {
    this.run();
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const job = new Job(() => fput(file));
  job.finish();
}
