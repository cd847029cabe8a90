/** A function gives its file to its own next call, or reads it. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

function down(file: Move<FileRef>, depth: number): void {
  using mine: FileRef = file;
  if (depth > 0) {
    down(mine, depth - 1);
    return;
  }
  inspect(mine);
}

export function program(current: Task): void {
  down(FileRef.anonInodeGetfile(current), 2);
}
