/** A callback gives away what it is only lent. */
import { FileList, FileRef, fput, type Shared, type Task } from "../prelude.js";

function each(list: FileList, body: (file: Shared<FileRef>) => void): void {
  body(list.first());
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  each(list, (file) => fput(file));
}
