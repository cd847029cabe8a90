/** A finally block disposes what the try block may leave behind. */
import { FileRef, inspect, type Task } from "../prelude.js";

function work(current: Task, file: FileRef): void {
  current.mayFail("ENOMEM", "work");
  inspect(file);
}

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  try {
    work(current, file);
  } finally {
    file[Symbol.dispose]();
  }
}
