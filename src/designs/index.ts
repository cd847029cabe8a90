/**
 * API designs for reserving descriptors, each over the same kernel. The token is the binding itself.
 *
 * @packageDocumentation
 */
import { noteOwn } from "../binding/internal.js";
import * as guard from "./guard.js";
import * as ignoreFault from "./ignore-fault.js";
import * as kref from "./kref.js";
import * as prepare from "./prepare.js";
import * as raw from "./raw.js";
import { SlotReservation } from "./slot-reservation.js";
import * as slots from "./slots.js";
import { Transaction, TransactionFd } from "./transaction.js";

export { guard, ignoreFault, kref, prepare, raw, SlotReservation, slots, Transaction, TransactionFd };
export type { Preparing } from "./slot-reservation.js";
export type { Transacting, Transferring } from "./transaction.js";

noteOwn(guard, ignoreFault, kref, prepare, raw, SlotReservation, slots, Transaction, TransactionFd);
