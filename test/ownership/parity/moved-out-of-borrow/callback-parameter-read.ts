/** A callback reads what it is lent. */
import { FileList, FileRef, inspect, type Shared, type Task } from "../prelude.js";

function each(list: FileList, body: (file: Shared<FileRef>) => void): void {
  body(list.first());
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  each(list, (file) => {
    inspect(file);
  });
}
