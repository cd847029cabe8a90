/** A read of a local list is started and never awaited. */
import { FileList, readLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  void readLater(list);
}
