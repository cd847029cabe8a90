/** A closure hands on what must be used. */
import { SpinLock, tryLock } from "../prelude.js";

export function program(): boolean {
  const lock = new SpinLock();
  const attempt = () => tryLock(lock);
  return attempt();
}
