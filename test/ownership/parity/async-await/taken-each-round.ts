/** Each iteration awaits a call that takes the same list. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  for (let round = 0; round < 2; round++) {
    await releaseLater(list);
  }
}
