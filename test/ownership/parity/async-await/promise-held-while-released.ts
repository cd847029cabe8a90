/** The list is given away before a read of it is awaited. */
import { FileList, readLater, release, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const reading = readLater(list);
  release(list);
  await reading;
}
