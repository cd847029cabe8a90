/** An async closure takes the list, as the last step. */
import { FileList, release, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  list.len();
  const releasing = (async () => {
    await tick();
    release(list);
  })();
  await releasing;
}
