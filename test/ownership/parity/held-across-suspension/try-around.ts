/** The await stands in a try block, the guard around it. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    using held = lock.lock();
    try {
      await tick();
    } catch {
      held.count();
    }
  });
}
