/** A callback gives away what it is handed. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function each(current: Task, body: (file: Move<FileRef>) => void): void {
  body(FileRef.anonInodeGetfile(current));
}

export function program(current: Task): void {
  each(current, (file) => fput(file));
}
