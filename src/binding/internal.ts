/** What the binding lends to the other folders of this package: its call boundary, and who runs on it. */
export { call, neverRuns } from "./call.js";
export { asCurrent } from "./syscall.js";
