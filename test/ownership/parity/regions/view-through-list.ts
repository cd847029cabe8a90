/** A helper looks at a file of a list, and the list is filled during the look. */
import { type Borrows, FileList, FileRef, type Task, type View, view } from "../prelude.js";

function look(list: FileList): Borrows<View, typeof list> {
  return view(list.first());
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const seen = look(list);
  list.fill(1);
  seen.size();
}
