/** A function returns a pending read of a list that it disposes. */
import { FileList, readLater, type Task } from "../prelude.js";

function read(): Promise<number> {
  using list = new FileList();
  return readLater(list);
}

export async function program(_current: Task): Promise<void> {
  await read();
}
