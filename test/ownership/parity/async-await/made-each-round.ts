/** Each iteration awaits a call that takes a list of the iteration. */
import { FileList, releaseLater, type Task } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  for (let round = 0; round < 2; round++) {
    using list = new FileList();
    await releaseLater(list);
  }
}
