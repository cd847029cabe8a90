/**
 * Ownership for TypeScript: the words for signatures.
 *
 * @packageDocumentation
 */
export type { Exclusive, Move, NotThreadSafe, Sendable } from "./vocabulary.js";
