/** An interface takes the file, which is read afterwards. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

interface Sink {
  put(file: Move<FileRef>): void;
}

class Closing implements Sink {
  put(file: Move<FileRef>): void {
    fput(file);
  }
}

function finish(sink: Sink, file: Move<FileRef>): void {
  sink.put(file);
  inspect(file);
}

export function program(current: Task): void {
  finish(new Closing(), FileRef.anonInodeGetfile(current));
}
