/** A parameter is a function that takes the file, which is read afterwards. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function finish(file: Move<FileRef>, give: (file: Move<FileRef>) => void): void {
  give(file);
  inspect(file);
}

export function program(current: Task): void {
  finish(FileRef.anonInodeGetfile(current), fput);
}
