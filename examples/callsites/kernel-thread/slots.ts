/** A kernel thread that serves requests, with slots: it never returns from a syscall, so each request ends in a commit. */
import type { Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function openFile(current: Task): number {
  const slot = slots.fdPrepare(current, 0);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const file = raw.anonInodeGetfile(current);
  return raw.isErr(file) ? raw.ptrErr(file) : slots.fdStage(current, slot, file);
}

export function serve(current: Task): void {
  let result = openFile(current);
  if (result >= 0) result = openFile(current);
  slots.fdSlotsCommit(current, result);
}

export default scenarioOf("slots", serve, { scheme: "slots" });
