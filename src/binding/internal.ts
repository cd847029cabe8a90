/**
 * What the binding lends to the other folders of this package: its call boundary, who runs on it and what, and which code is
 * this package's.
 */
export { call, neverRuns } from "./call.js";
export { isOwn, noteOwn } from "./own-code.js";
export { assertOwner, assertRuns, HAND_ON } from "./reservation.js";
export { asCurrent } from "./syscall.js";
export { isRunning, pieceOf } from "./syscall-frame.js";
