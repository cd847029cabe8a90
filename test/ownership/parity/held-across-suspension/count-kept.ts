/** A number read from the guard is kept across the await, the guard is not. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

function count(lock: SpinLock): number {
  using held = lock.lock();
  return held.count();
}

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    const before = count(lock);
    await tick();
    void before;
  });
}
