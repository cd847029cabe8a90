/** What the viewer lends to those who make pages outside a browser: the document that it reads, its words and templates. */
export { designName } from "../explore/internal.js";
export type { Exhibit, ExhibitRun } from "./exhibit.js";
export { html, Markup } from "./html.js";
