/** One branch awaits while the guard is held. */
import { spawnFuture, SpinLock, type Task, tick } from "../prelude.js";

export async function program(_current: Task, sometimes: boolean): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    using held = lock.lock();
    if (sometimes) {
      await tick();
    }
    held.count();
  });
}
