/** One branch awaits a call that takes the list, the other one reads it. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task, sometimes: boolean): Promise<void> {
  using list = new FileList();
  if (sometimes) {
    await releaseLater(list);
  } else {
    list.len();
  }
}
