/** A thread's code takes a guard along, one closure deeper. */
import { spawn, SpinLock, type Task } from "../prelude.js";

export function program(current: Task): void {
  const lock = new SpinLock();
  using held = lock.lock();
  spawn(current, () => {
    const read = (): number => held.count();
    read();
  });
}
