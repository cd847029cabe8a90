/** A case that gives the file away falls through to one that reads it. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  switch (sometimes) {
    // @ts-expect-error -- the fallthrough is what it is about
    case true:
      fput(file);
    case false:
      inspect(file);
  }
}
