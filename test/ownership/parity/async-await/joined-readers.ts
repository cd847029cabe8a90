/** Two reads of the same list are awaited together. */
import { FileList, readLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await Promise.all([readLater(list), readLater(list)]);
}
