/** A loop takes out one file after the other until there is none. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  let file: FileRef | undefined;
  while ((file = list.pop()) !== undefined) {
    fput(file);
  }
}
