/**
 * What the explorer lends to the other folders of this package: runs as text and in other formats, and replay tokens.
 * Whoever only reads runs loads no search.
 */
export { SHIVIZ_PARSER, toItf, toMermaid, toShiViz } from "./exports.js";
export { Holders } from "./holders.js";
export { formatTrace, traceParts, wrap, type TraceParts } from "./text.js";
export { isTokenOf, parseToken } from "./token.js";
export { breaksAlike, spelledAlike, withoutAddresses } from "./trace.js";
