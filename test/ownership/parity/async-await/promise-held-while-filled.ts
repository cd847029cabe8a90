/** The list is filled before a read of it is awaited. */
import { FileList, readLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const reading = readLater(list);
  list.fill(1);
  await reading;
}
