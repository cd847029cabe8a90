/**
 * What kernel code asks of memory, as data: the accesses, what words each of them touches and how, and what it makes of
 * a word. Everything that executes, reduces, records or exports accesses reads it here.
 */
import { NR_OPEN } from "./layout.js";

/**
 * The accesses. Each has three operands:
 *
 * - `load` (address), `store` (address, value);
 * - `add` (address, delta): the result is the new value;
 * - `incrementNotZero` (address): adds 1 unless the word is 0; the result is 1 when it did, else 0;
 * - `exchange` (address, value): the result is the old value;
 * - `compareExchange` (address, expected, value): the result is the old value;
 * - `lock`, `unlock` (address);
 * - `rcuReadLock`, `rcuReadUnlock`, `synchronizeRcu` ();
 * - `freeAfterGracePeriod`, `free`, `recycle` (block);
 * - `waitEvent` (address, value, queue), `wakeUpAll` (queue);
 * - `allocate` (words, number of the kind): the result is the block;
 * - `fails` (number of the fault point): the result is 1 when it fails here, else 0;
 * - `choose` (how many ways, number of the label): the result is the way that is taken, from 0.
 *
 * @public
 */
export const Op = {
  load: 0,
  store: 1,
  add: 2,
  incrementNotZero: 3,
  exchange: 4,
  compareExchange: 5,
  lock: 6,
  unlock: 7,
  rcuReadLock: 8,
  rcuReadUnlock: 9,
  synchronizeRcu: 10,
  freeAfterGracePeriod: 11,
  waitEvent: 12,
  wakeUpAll: 13,
  allocate: 14,
  free: 15,
  recycle: 16,
  fails: 17,
  choose: 18,
} as const;

/**
 * One of the accesses.
 *
 * @public
 */
export type Op = (typeof Op)[keyof typeof Op];

/** Their names, by number. */
export const opNames = Object.keys(Op) as (keyof typeof Op)[];

/** What an access touches besides the readers and the heap's lists. */
export interface Footprint {
  /** How it touches the word that its first operand names. */
  readonly word: "none" | "reads" | "writes" | "locks";
  /** Whether it writes all words of the block that its first operand names. */
  readonly block: boolean;
  /** Which operand names a wait queue, from 1; 0 for none. */
  readonly queue: 0 | 1 | 3;
}

const NOTHING: Footprint = { word: "none", block: false, queue: 0 };

function footprint(op: Op): Footprint {
  switch (op) {
    case Op.load:
      return { ...NOTHING, word: "reads" };
    case Op.store:
    case Op.add:
    case Op.incrementNotZero:
    case Op.exchange:
    case Op.compareExchange:
      return { ...NOTHING, word: "writes" };
    case Op.lock:
    case Op.unlock:
      return { ...NOTHING, word: "locks" };
    case Op.waitEvent:
      return { ...NOTHING, word: "reads", queue: 3 };
    case Op.wakeUpAll:
      return { ...NOTHING, queue: 1 };
    case Op.free:
    case Op.recycle:
    case Op.freeAfterGracePeriod:
      return { ...NOTHING, block: true };
    case Op.rcuReadLock:
    case Op.rcuReadUnlock:
    case Op.synchronizeRcu:
    case Op.allocate:
    case Op.fails:
    case Op.choose:
      return NOTHING;
  }
}

/** What each access touches, by number. */
export const footprints: readonly Footprint[] = Object.values(Op).map(footprint);

/** Whether an access reads or writes the word that its first operand names. */
export function touchesWord(op: number): boolean {
  return footprints[op] !== undefined && footprints[op].word !== "none";
}

/** Whether an access may write the word that its first operand names. */
export function writesWord(op: number): boolean {
  const { word } = footprints[op] ?? NOTHING;
  return word === "writes" || word === "locks";
}

/** Whether an access ends the life of a block, at once or later. */
export function freesBlock(op: number): boolean {
  return footprints[op]?.block === true;
}

/** Whether an access asks the search to decide: a fault point, or a choice. */
export function isDecision(op: number): boolean {
  return op === Op.fails || op === Op.choose;
}

/** Accesses to one word. */
export type WordOp =
  | typeof Op.load
  | typeof Op.store
  | typeof Op.add
  | typeof Op.incrementNotZero
  | typeof Op.exchange
  | typeof Op.compareExchange
  | typeof Op.lock
  | typeof Op.unlock;

/** What an access makes of its word; of `lock` the second operand is who takes it. */
export function wordAfter(op: WordOp, old: number, second: number, third: number): number {
  switch (op) {
    case Op.load:
      return old;
    case Op.store:
    case Op.exchange:
    case Op.lock:
      return second;
    case Op.add:
      return (old + second) | 0;
    case Op.incrementNotZero:
      return old === 0 ? 0 : (old + 1) | 0;
    case Op.compareExchange:
      return old === second ? third : old;
    case Op.unlock:
      return 0;
  }
}

/** What an access answers. */
export function answerOf(op: WordOp, old: number, after: number): number {
  switch (op) {
    case Op.load:
    case Op.exchange:
    case Op.compareExchange:
      return old;
    case Op.add:
      return after;
    case Op.incrementNotZero:
      return old === 0 ? 0 : 1;
    case Op.store:
    case Op.lock:
    case Op.unlock:
      return 0;
  }
}

/** What an access to a global variable says of itself: a load as its second operand, a store as its third. */
export const GLOBAL = 2;

/** Whether an access is one to sysctl_nr_open, and not to the field of NULL that would lie there. */
export function isOfNrOpen(op: Op, address: number, second: number, third: number): boolean {
  return (
    address === NR_OPEN && ((op === Op.load && second === GLOBAL) || (op === Op.store && third === GLOBAL))
  );
}
