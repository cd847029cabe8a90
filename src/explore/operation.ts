/** What a task asks of memory, one operation at a time, as numbers that a search can handle fast. */

/** The operations, and the three ways in which a local state has none. */
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
  /** A fallible point: whether it fails is the search's choice. */
  fails: 17,
  /** The task has returned. */
  done: 18,
  /** The task has thrown what violates. */
  violation: 19,
  /** Nobody has run the task this far yet. */
  unknown: 20,
} as const;

/** Their names, by number. */
export const opNames = Object.keys(Op) as (keyof typeof Op)[];

/** Whether an operation may write the word that it names. */
export function writes(op: number): boolean {
  return op >= Op.store && op <= Op.unlock;
}

/** Whether an operation reads or writes the word that its first operand names. */
export function touchesWord(op: number): boolean {
  return op <= Op.unlock || op === Op.waitEvent;
}

/** A 32-bit hash of two numbers, for tables and fingerprints. */
export function mix(first: number, second: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(second + 0x7f4a7c15, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  return hash ^ (hash >>> 15);
}

/** A 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = mix(hash, text.charCodeAt(index));
  return hash;
}
