/** A parameter that was handed over is given to an owner. */
import { type Exclusive, FileList, FileRef, inspect, type Move, type Task } from "../prelude.js";

function helper(list: Exclusive<FileList>, file: Move<FileRef>): void {
  list.add(file);
}

export function program(current: Task): void {
  using list = new FileList();
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(list, file);
  inspect(list.first());
}
