/** A stack keeps a hold on a list that is disposed after it. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  using held = new DisposableStack();
  held.use(list.hold());
}
