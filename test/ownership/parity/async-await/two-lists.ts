/** Calls that fill two lists are pending at once. */
import { FileList, fillLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  using other = new FileList();
  const one = fillLater(list);
  const two = fillLater(other);
  await one;
  await two;
}
