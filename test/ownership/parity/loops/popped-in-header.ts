/** The header of a loop takes out the next file. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  for (let file = list.pop(); file !== undefined; file = list.pop()) {
    fput(file);
  }
}
