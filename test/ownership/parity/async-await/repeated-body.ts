/** An async body that is called twice takes the list. */
import { FileList, release, type Task, tick } from "../prelude.js";

async function run(body: () => Promise<void>): Promise<void> {
  await body();
  await body();
}

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  await run(async () => {
    await tick();
    release(list);
  });
}
