/** A result that must be used is thrown away, and says so. */
import { SpinLock, tryLock } from "../prelude.js";

export function program(): void {
  const lock = new SpinLock();
  void tryLock(lock);
}
