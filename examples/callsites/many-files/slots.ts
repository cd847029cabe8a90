/**
 * A dozen files from three helpers with slots: no clean-up code anywhere, in plain C. It is the case for which the second
 * proposal was made: a loop of files, each prepared and staged, any failure simply returned.
 */
import { syscall, type Task, type TaskRef } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { CHANNELS, CONTROLS, FENCES, scenarioOf } from "./scenario.js";

/** One descriptor and its file. */
function stageOne(current: TaskRef): number {
  const slot = slots.fdPrepare(current, 0);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const file = raw.anonInodeGetfile(current);
  return raw.isErr(file) ? raw.ptrErr(file) : slots.fdStage(current, slot, file);
}

/** Each channel's number goes to user space at once. */
function openChannels(current: TaskRef, user: number): number {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const fd = stageOne(current);
    const error = fd < 0 ? fd : raw.putUser(current, user + channel, fd);
    if (error < 0) return error;
  }
  return 0;
}

/** All fences are made before any number is told. */
function openFences(current: TaskRef, user: number): number {
  const fds: number[] = [];
  for (let fence = 0; fence < FENCES; fence++) {
    const fd = stageOne(current);
    if (fd < 0) return fd;
    fds.push(fd);
  }
  for (const [index, fd] of fds.entries()) {
    const error = raw.putUser(current, user + index, fd);
    if (error < 0) return error;
  }
  return 0;
}

/** A control file and its wake-up: the numbers are told before there are files. */
function openControl(current: TaskRef, user: number): number {
  const prepared: slots.FdSlot[] = [];
  for (let index = 0; index < CONTROLS; index++) {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const error = raw.putUser(current, user + index, slots.fdPrepareFd(current, slot));
    if (error < 0) return error;
    prepared.push(slot);
  }
  for (const slot of prepared) {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    slots.fdStage(current, slot, file);
  }
  return 0;
}

export function openSession(current: Task, user: number): number {
  return syscall(
    current,
    () =>
      openChannels(current, user) ||
      openFences(current, user + CHANNELS) ||
      openControl(current, user + CHANNELS + FENCES),
  );
}

export default scenarioOf("slots", openSession, { scheme: "slots" });
