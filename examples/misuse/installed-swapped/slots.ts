/** installed-swapped, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const reader = slots.fdPrepare(current, 0);
    if (slots.isErr(reader)) return slots.ptrErr(reader);
    const writer = slots.fdPrepare(current, 0);
    if (slots.isErr(writer)) return slots.ptrErr(writer);
    const readerFile = raw.anonInodeGetfile(current, 0, 0, 1);
    if (raw.isErr(readerFile)) return raw.ptrErr(readerFile);
    const writerFile = raw.anonInodeGetfile(current, 0, 0, 2);
    if (raw.isErr(writerFile)) {
      raw.fput(current, readerFile);
      return raw.ptrErr(writerFile);
    }
    slots.fdStage(current, writer, readerFile);
    return slots.fdStage(current, reader, writerFile);
  });
}

export default scenarioOf("slots", call, "fd 0 should read and writes");
