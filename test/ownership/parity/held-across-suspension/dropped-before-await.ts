/** The guard is disposed by hand before the await; Rust's future keeps it all the same when it is bound outside a block. */
import { spawnFuture, SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  await spawnFuture(async () => {
    const lock = new SpinLock();
    const held = lock.lock();
    held.count();
    held[Symbol.dispose]();
    await tick();
  });
}
