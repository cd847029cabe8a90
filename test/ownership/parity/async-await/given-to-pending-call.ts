/** An async call takes the list, which is read before the call is awaited. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const releasing = releaseLater(list);
  list.len();
  await releasing;
}
