/** A conditional expression whose result must be used is discarded. */
import { SpinLock, type Task, tryLock } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const lock = new SpinLock();
  void current;
  if (sometimes) tryLock(lock);
}
