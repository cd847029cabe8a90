/** A read of the list is awaited, and then the list is filled. */
import { FileList, readLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await readLater(list);
  list.fill(1);
}
