/** A function returns what a list lent before the function filled it. */
import {
  type Borrows,
  type Exclusive,
  FileList,
  FileRef,
  inspect,
  type Shared,
  type Task,
} from "../prelude.js";

function firstOf(list: Exclusive<FileList>): Borrows<Shared<FileRef>, typeof list> {
  const first = list.first();
  list.fill(1);
  return first;
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  inspect(firstOf(list));
}
