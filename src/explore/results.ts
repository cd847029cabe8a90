/** What the explorer lends to those who print results: verdicts, bounds and names in words, without the kernel. */
export { formatBound } from "./bound.js";
export { printable } from "./printable.js";
export { isFailing, verdictText } from "./verdict.js";
