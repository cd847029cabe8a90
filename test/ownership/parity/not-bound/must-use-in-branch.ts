/** A result that must be used is discarded on one branch of a switch. */
import { SpinLock, type Task, tryLock } from "../prelude.js";

export function program(_current: Task, sometimes: boolean): void {
  const lock = new SpinLock();
  switch (sometimes) {
    case true:
      tryLock(lock);
      break;
    case false:
      break;
  }
}
