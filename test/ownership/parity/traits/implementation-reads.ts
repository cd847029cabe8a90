/** An interface lends the file to its method, and the class reads it. */
import { FileRef, inspect, type Task } from "../prelude.js";

interface Sink {
  put(file: FileRef): void;
}

class Reading implements Sink {
  put(file: FileRef): void {
    inspect(file);
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const sink: Sink = new Reading();
  sink.put(file);
}
