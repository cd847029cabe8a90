/** What the explorer lends to those who print results: verdicts and bounds in words, without the kernel. */
export { formatBound } from "./bound.js";
export { isFailing, verdictText } from "./verdict.js";
