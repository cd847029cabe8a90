/** A function gives its file to its own next call, and reads it afterwards. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

function down(file: Move<FileRef>, depth: number): void {
  using mine: FileRef = file;
  if (depth > 0) {
    down(mine, depth - 1);
  }
  inspect(mine);
}

export function program(current: Task): void {
  down(FileRef.anonInodeGetfile(current), 2);
}
