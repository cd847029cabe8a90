/** A guard is handed to another thread. */
import { send, SpinLock, type Task } from "../prelude.js";

export function program(current: Task): void {
  const lock = new SpinLock();
  using held = lock.lock();
  send(current, held);
}
