/** A helper without annotations returns a hold on a list, which is filled after the hold's block. */
import { FileList, FileRef, type Hold, type Task } from "../prelude.js";

function hold(list: FileList): Hold {
  return list.hold();
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  {
    using held = hold(list);
    held.count();
  }
  list.fill(1);
}
