/** What the faces of the lint need of its texts beyond what is public. */
export { knowsDisposal, NO_DISPOSAL } from "./disposal-types.js";
export { misspelling, presets } from "./rules.js";
export { wrapped } from "./wrap.js";
