/** An async closure reads the list, which is filled after the closure was awaited. */
import { FileList, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const reading = (async () => {
    await tick();
    return list.len();
  })();
  await reading;
  list.fill(1);
}
