/** What the viewer lends to those who prepare runs for it outside a browser: the document that it reads. */
export { designName, type Exhibit, type ExhibitRun } from "./exhibit.js";
