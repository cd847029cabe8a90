/**
 * An attempt at a dozen files from three helpers that the types refuse: an FD_PREPARE variable lives to the end of its
 * scope, the helper that made it, and its caller, who must publish all of them or none, cannot name it.
 */
import { syscall, type Task, type TaskRef } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { CHANNELS, FENCES } from "./scenario.js";

/** Each channel's number goes to user space at once. */
function openChannels(current: TaskRef, user: number): number {
  for (let channel = 0; channel < CHANNELS; channel++) {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const error = raw.putUser(current, user + channel, prepare.fdPrepareFd(fdf));
    if (error < 0) return error;
  }
  return 0;
}

/** All fences are made before any number is told. */
function openFences(current: TaskRef, user: number): number {
  for (let fence = 0; fence < FENCES; fence++) {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const error = raw.putUser(current, user + fence, prepare.fdPrepareFd(fdf));
    if (error < 0) return error;
  }
  return 0;
}

export function openSession(current: Task, user: number): number {
  return syscall(current, () => {
    const error = openChannels(current, user) || openFences(current, user + CHANNELS);
    if (error < 0) return error;
    // @ts-expect-error -- each of them has ended with its round of a helper's loop
    for (let file = 0; file < CHANNELS + FENCES; file++) prepare.fdPublish(fdf);
    return 0;
  });
}
