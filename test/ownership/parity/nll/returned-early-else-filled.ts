/** One branch returns what a list lends, the other fills the list first. */
import {
  type Borrows,
  type Exclusive,
  FileList,
  FileRef,
  inspect,
  type Shared,
  type Task,
} from "../prelude.js";

function firstOf(list: Exclusive<FileList>, sometimes: boolean): Borrows<Shared<FileRef>, typeof list> {
  if (sometimes) return list.first();
  list.fill(1);
  return list.first();
}

export function program(current: Task, sometimes: boolean): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  inspect(firstOf(list, sometimes));
}
