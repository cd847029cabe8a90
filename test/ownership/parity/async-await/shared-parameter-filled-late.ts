/** An async function fills, after an await, a list that it was lent for reading. */
import { FileList, type Task, tick } from "../prelude.js";

async function grow(list: FileList): Promise<void> {
  await tick();
  list.fill(1);
}

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await grow(list);
}
