/** Two calls that fill the same list are awaited together. */
import { FileList, fillLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await Promise.all([fillLater(list), fillLater(list)]);
}
