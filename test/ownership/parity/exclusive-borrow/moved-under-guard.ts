/** A lock is given away while it is held. */
import { type Move, SpinLock } from "../prelude.js";

function consume(lock: Move<SpinLock>): void {
  void lock;
}

export function program(): number {
  const lock = new SpinLock();
  using held = lock.lock();
  consume(lock);
  return held.count();
}
