/** A callback keeps the file that it is lent in a variable from outside. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  let kept: FileRef | undefined;
  list.each((file) => {
    kept = file;
  });
  if (kept !== undefined) inspect(kept);
}
