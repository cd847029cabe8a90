/** What the reader of C lends to the command line: files that are found in a tree, and functions by their definitions. */
export { Facts, PRIMITIVES } from "./facts.js";
export { hasPrimitive, includesOf, isAboutDescriptors } from "./includes.js";
export { FunctionExplorer } from "./search.js";
export { SourceIndex } from "./source-index.js";
export type { FunctionDefinition } from "./unit.js";
