/**
 * What the explorer lends to the other folders of this package: runs as text and in other formats, and replay tokens.
 * What only reads runs loads no search.
 */
export { breaksAlike, comparable, spelledAlike } from "./alike.js";
export { SHIVIZ_PARSER, toItf, toMermaid, toShiViz } from "./exports.js";
export { Holders } from "./holders.js";
export {
  designName,
  formatAccess,
  formatPart,
  formatResultOf,
  formatTrace,
  formatValue,
  traceParts,
  wrap,
  type TraceParts,
} from "./text.js";
export { isTokenOf, parseToken } from "./token.js";
