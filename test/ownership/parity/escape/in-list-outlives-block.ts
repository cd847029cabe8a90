/** A list from outside keeps a value that an inner block disposes. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  const list: FileRef[] = [];
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    list.push(file);
  }
  void list.length;
}
