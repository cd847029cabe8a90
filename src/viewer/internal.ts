/** What the viewer lends to those who prepare runs for it: the document that it reads, and what its panels are called. */
export { designName } from "../explore/internal.js";
export type { Exhibit, ExhibitRun } from "./exhibit.js";
