/**
 * API designs for reserving descriptors, each over the same kernel. The token is the binding itself.
 *
 * @packageDocumentation
 */
export * as guard from "./guard.js";
export * as kref from "./kref.js";
export * as prepare from "./prepare.js";
export * as raw from "./raw.js";
export { Transaction, TransactionFd, type Transacting, type Transferring } from "./transaction.js";
