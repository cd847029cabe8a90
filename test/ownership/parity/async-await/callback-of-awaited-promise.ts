/** What runs when a promise is settled reads a list, and the result is awaited. */
import { FileList, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await tick().then(() => {
    list.len();
  });
}
