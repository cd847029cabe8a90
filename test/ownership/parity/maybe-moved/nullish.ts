/** The file is given away on the right side of `??`. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): number {
  fput(file);
  return 1;
}

function number(sometimes: boolean): number | undefined {
  return sometimes ? 3 : undefined;
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const value = number(sometimes) ?? gave(file);
  void value;
  inspect(file);
}
