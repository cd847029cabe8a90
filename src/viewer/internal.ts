/** What the viewer lends to those who make pages: the document that it reads, what panels are called, and its templates. */
export { designName } from "../explore/internal.js";
export type { Exhibit, ExhibitRun } from "./exhibit.js";
export { html, Markup } from "./html.js";
