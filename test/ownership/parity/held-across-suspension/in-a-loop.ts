/** A loop awaits while a guard from outside is held. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    using held = lock.lock();
    for (let round = 0; round < 2; round++) {
      await tick();
    }
    held.count();
  });
}
