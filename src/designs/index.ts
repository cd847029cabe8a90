/**
 * API designs for reserving descriptors, each over the same kernel.
 *
 * @packageDocumentation
 */
export { Transaction, TransactionFd, type Transacting, type Transferring } from "./transaction.js";
