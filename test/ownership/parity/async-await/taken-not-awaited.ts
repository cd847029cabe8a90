/** A call that takes a local list is started and never awaited. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  void releaseLater(list);
}
