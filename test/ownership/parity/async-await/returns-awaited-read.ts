/** A function awaits a read of a list before it disposes the list. */
import { FileList, readLater, type Task } from "../prelude.js";

async function read(): Promise<number> {
  using list = new FileList();
  return await readLater(list);
}

export async function program(_current: Task): Promise<void> {
  await read();
}
