/** The guard is taken after the await. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    await tick();
    using held = lock.lock();
    held.count();
  });
}
