/**
 * API designs for reserving descriptors, each over the same kernel. The token is the binding itself.
 *
 * @packageDocumentation
 */
import { noteOwn } from "../binding/internal.js";
import * as guard from "./guard.js";
import * as kref from "./kref.js";
import * as prepare from "./prepare.js";
import * as raw from "./raw.js";
import { Transaction, TransactionFd } from "./transaction.js";

export { guard, kref, prepare, raw, Transaction, TransactionFd };
export type { Transacting, Transferring } from "./transaction.js";

noteOwn(guard, kref, prepare, raw, Transaction, TransactionFd);
