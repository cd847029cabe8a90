/** Two calls that fill the same list are pending at once. */
import { FileList, fillLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const one = fillLater(list);
  const two = fillLater(list);
  await one;
  await two;
}
