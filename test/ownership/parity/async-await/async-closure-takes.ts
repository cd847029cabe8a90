/** An async closure takes the list, which is read before the closure is awaited. */
import { FileList, release, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const releasing = (async () => {
    await tick();
    release(list);
  })();
  list.len();
  await releasing;
}
