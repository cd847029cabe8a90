/** An async call takes the list, which is read afterwards. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await releaseLater(list);
  list.len();
}
