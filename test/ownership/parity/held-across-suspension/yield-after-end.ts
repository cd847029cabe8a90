/** A generator yields after its guard is disposed. */
import { SpinLock } from "../prelude.js";

function anyThread(steps: Generator<number>): void {
  for (const step of steps) void step;
}
const lock = new SpinLock();

function count(): number {
  using held = lock.lock();
  return held.count();
}

export function program(): void {
  anyThread(
    (function* () {
      yield count();
    })(),
  );
}
