/**
 * Ownership for TypeScript: the words for signatures.
 *
 * @packageDocumentation
 */
export type { Borrows, Exclusive, Move, MustUse, NotThreadSafe, Sendable, Shared } from "./vocabulary.js";
