/** An async function fills, after an await, a list that it was lent exclusively. */
import { type Exclusive, FileList, type Task, tick } from "../prelude.js";

async function grow(list: Exclusive<FileList>): Promise<void> {
  await tick();
  list.fill(1);
}

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await grow(list);
}
