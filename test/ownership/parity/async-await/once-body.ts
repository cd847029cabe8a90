/** An async body that is called once takes the list. */
import { FileList, type Move, release, type Task, tick } from "../prelude.js";

async function run(body: Move<() => Promise<void>>): Promise<void> {
  await body();
}

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await run(async () => {
    await tick();
    release(list);
  });
}
