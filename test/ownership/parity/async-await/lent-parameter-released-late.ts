/** An async function gives away, after an await, a list that it was lent. */
import { FileList, release, type Task, tick } from "../prelude.js";

async function finish(list: FileList): Promise<void> {
  await tick();
  release(list);
}

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await finish(list);
}
