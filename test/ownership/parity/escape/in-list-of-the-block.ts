/** A list of the same block keeps a value that the block disposes. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    const list: FileRef[] = [];
    list.push(file);
    void list.length;
  }
}
