/** A thread's code takes the lock itself. */
import { spawn, SpinLock, type Task } from "../prelude.js";

const lock = new SpinLock();

export function program(current: Task): void {
  spawn(current, () => {
    using held = lock.lock();
    held.count();
  });
}
