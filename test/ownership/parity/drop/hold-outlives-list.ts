/** A stack that is disposed last keeps a hold on a list that is disposed before it. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using held = new DisposableStack();
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  held.use(list.hold());
}
