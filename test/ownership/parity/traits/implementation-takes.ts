/** An interface lends the file to its method, and the class takes it. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

interface Sink {
  put(file: FileRef): void;
}

class Closing implements Sink {
  put(file: Move<FileRef>): void {
    fput(file);
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const sink: Sink = new Closing();
  sink.put(file);
}
