/** A loop discards what it must use. */
import { SpinLock, tryLock } from "../prelude.js";

export function program(): void {
  const lock = new SpinLock();
  for (let round = 0; round < 2; round++) {
    tryLock(lock);
  }
}
