/** The list is given away after a read of it was awaited. */
import { FileList, readLater, release, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const reading = readLater(list);
  await reading;
  release(list);
}
