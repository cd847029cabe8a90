/** half-a-pair, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const reader = slots.fdPrepare(current, 0);
    if (slots.isErr(reader)) return slots.ptrErr(reader);
    const readerFile = raw.anonInodeGetfile(current);
    if (raw.isErr(readerFile)) return raw.ptrErr(readerFile);
    slots.fdStage(current, reader, readerFile);
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", call);
