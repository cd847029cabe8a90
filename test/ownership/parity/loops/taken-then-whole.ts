/** A loop takes each file of an array, and then the array is taken. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function takeAll(files: Move<FileRef[]>): void {
  for (const file of files) fput(file);
}

function finish(files: Move<FileRef[]>): void {
  for (const file of files) {
    fput(file);
  }
  takeAll(files);
}

export function program(current: Task): void {
  finish([FileRef.anonInodeGetfile(current)]);
}
