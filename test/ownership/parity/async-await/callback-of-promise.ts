/** What runs when a promise is settled reads a list that is disposed before. */
import { FileList, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  void tick().then(() => {
    list.len();
  });
}
