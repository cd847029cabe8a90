/** A parameter is a function that takes the file, as the last step. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function finish(file: Move<FileRef>, give: (file: Move<FileRef>) => void): void {
  inspect(file);
  give(file);
}

export function program(current: Task): void {
  finish(FileRef.anonInodeGetfile(current), fput);
}
