/** What the viewer lends to those who make pages outside a browser: the document that it reads, and its templates. */
export { designName, type Exhibit, type ExhibitRun } from "./exhibit.js";
export { html, Markup } from "./html.js";
