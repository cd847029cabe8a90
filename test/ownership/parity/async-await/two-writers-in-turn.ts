/** Two calls fill the same list, the second made after the first was awaited. */
import { FileList, fillLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await fillLater(list);
  await fillLater(list);
}
