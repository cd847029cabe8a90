/** A second guard is taken while the first is held: locks borrow shared, the deadlock is nobody's to see. */
import { SpinLock } from "../prelude.js";

export function program(): number {
  const lock = new SpinLock();
  using first = lock.lock();
  using second = lock.lock();
  return first.count() + second.count();
}
