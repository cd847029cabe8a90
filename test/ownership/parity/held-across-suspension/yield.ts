/** A generator that may run in any thread yields while it holds a guard. */
import { SpinLock } from "../prelude.js";

function anyThread(steps: Generator<number>): void {
  for (const step of steps) void step;
}
const lock = new SpinLock();

export function program(): void {
  anyThread(
    (function* () {
      using held = lock.lock();
      yield 1;
      held.count();
    })(),
  );
}
