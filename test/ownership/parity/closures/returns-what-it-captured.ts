/** A closure that is called once returns the file that it captured. */
import { FileRef, fput, mapOnce, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const back: FileRef = mapOnce(() => file);
  fput(back);
}
