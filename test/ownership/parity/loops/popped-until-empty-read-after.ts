/** A loop takes out one file after the other, gives each away and reads it. */
import { FileList, FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  let file: FileRef | undefined;
  while ((file = list.pop()) !== undefined) {
    fput(file);
    inspect(file);
  }
}
