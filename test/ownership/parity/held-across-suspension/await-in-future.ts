/** A future that may run in any thread holds a guard across an await. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    using held = lock.lock();
    await tick();
    held.count();
  });
}
