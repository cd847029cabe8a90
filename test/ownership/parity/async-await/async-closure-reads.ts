/** An async closure reads the list, which is filled before the closure is awaited. */
import { FileList, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  const reading = (async () => {
    await tick();
    return list.len();
  })();
  list.fill(1);
  await reading;
}
