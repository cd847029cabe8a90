/** An async call takes the list, as the last step. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  list.len();
  await releaseLater(list);
}
