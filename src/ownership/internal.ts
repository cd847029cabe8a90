/** What the faces of the lint need of its texts beyond what is public. */
export { wrapped } from "./wrap.js";
