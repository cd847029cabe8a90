/** A closure that is called once returns the file, which is then read under its old name. */
import { FileRef, fput, inspect, mapOnce, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const back: FileRef = mapOnce(() => file);
  fput(back);
  inspect(file);
}
