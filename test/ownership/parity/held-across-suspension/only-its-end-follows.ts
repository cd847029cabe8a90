/** Only its disposal follows the await. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    using held = lock.lock();
    held.count();
    await tick();
  });
}
