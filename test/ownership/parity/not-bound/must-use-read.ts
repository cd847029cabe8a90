/** A result that must be used decides a branch. */
import { SpinLock, tryLock } from "../prelude.js";

export function program(): number {
  const lock = new SpinLock();
  if (tryLock(lock)) {
    return 1;
  }
  return 0;
}
