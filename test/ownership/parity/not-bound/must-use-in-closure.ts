/** A closure discards what it must use. */
import { SpinLock, tryLock, twice } from "../prelude.js";

export function program(): void {
  const lock = new SpinLock();
  twice(() => {
    tryLock(lock);
  });
}
