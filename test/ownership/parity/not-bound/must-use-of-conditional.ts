/** A conditional expression whose result must be used is thrown away. */
import { SpinLock, type Task, tryLock } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const lock = new SpinLock();
  void current;
  if (sometimes) tryLock(lock);
}
