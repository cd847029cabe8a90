/** A helper without annotations returns a hold on a list, which is filled while it is held. */
import { FileList, FileRef, type Hold, type Task } from "../prelude.js";

function hold(list: FileList): Hold {
  return list.hold();
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  using held = hold(list);
  list.fill(1);
  held.count();
}
