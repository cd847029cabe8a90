/** A result that must be used is discarded explicitly. */
import { SpinLock, tryLock } from "../prelude.js";

export function program(): void {
  const lock = new SpinLock();
  void tryLock(lock);
}
