/** An interface lends the list for reading, and the class wants it exclusively. */
import { type Exclusive, FileList, FileRef, type Task } from "../prelude.js";

interface Sink {
  put(list: FileList): void;
}

class Filling implements Sink {
  put(list: Exclusive<FileList>): void {
    list.fill(1);
  }
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const sink: Sink = new Filling();
  sink.put(list);
}
