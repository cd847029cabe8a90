/** A closure whose type says that it is called once takes the file and is called twice. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give: Move<() => void> = () => fput(file);
  give();
  give();
}
