/** Each iteration takes the guard and lets it go before it awaits. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    for (let round = 0; round < 2; round++) {
      {
        using held = lock.lock();
        held.count();
      }
      await tick();
    }
  });
}
