/** abandoned-generator, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function* steps(current: Task): Generator<number> {
  const slot = slots.fdPrepare(current, 0);
  if (!slots.isErr(slot)) yield slots.fdPrepareFd(current, slot);
}

export function call(current: Task): number {
  return syscall(current, () => {
    steps(current).next();
    return -5;
  });
}

export default scenarioOf("slots", call);
