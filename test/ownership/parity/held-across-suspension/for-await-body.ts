/** A loop over what others make awaits while a guard of the iteration is held. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    for (let round = 0; round < 2; round++) {
      using held = lock.lock();
      await tick();
      held.count();
    }
  });
}
