/** A read of the list and a call that fills it are pending at once. */
import { FileList, fillLater, readLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const one = readLater(list);
  const two = fillLater(list);
  await one;
  await two;
}
