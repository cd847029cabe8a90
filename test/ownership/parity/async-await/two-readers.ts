/** Two reads of the same list are pending at once. */
import { FileList, readLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const one = readLater(list);
  const two = readLater(list);
  await one;
  await two;
}
