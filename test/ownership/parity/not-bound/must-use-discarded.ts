/** A result that must be used is discarded. */
import { SpinLock, tryLock } from "../prelude.js";

export function program(): void {
  const lock = new SpinLock();
  tryLock(lock);
}
