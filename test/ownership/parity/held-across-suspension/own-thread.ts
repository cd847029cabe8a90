/** A future that stays in its thread holds a guard across an await. */
import { SpinLock, tick } from "../prelude.js";

export async function program(): Promise<void> {
  const lock = new SpinLock();
  using held = lock.lock();
  await tick();
  held.count();
}
