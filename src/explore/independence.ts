/**
 * Who touches which word, and under which lock: what tells the accesses that other tasks can notice from the invisible
 * ones, which are independent of all that can happen next to them. Only the former are scheduling points.
 *
 * Each word begins with the strongest claim and is weakened by what the search sees:
 *
 * - *private*: one task alone touches it;
 * - *read-only*: several read it and nobody writes it;
 * - *protected*: every access happens under one lock;
 * - *a lock*: several tasks take and release it, and nobody touches it otherwise;
 * - *shared*: anything else.
 *
 * A list of used memory, of which blocks are given again, is a word here: freeing writes it, allocating reads it.
 *
 * INVARIANT: accesses to words that are not shared commute with every access of another task that can happen next to
 * them (Lipton's movers). A claim that fails is withdrawn and the search begins again, so that the search that ends has
 * checked every claim on every access that it made; and since what it left out are only other orders of commuting
 * accesses, on every access there is.
 */
import { NR_OPEN } from "../kernel/internal.js";
import { grown } from "./grown.js";

const Claim = { none: 0, private: 1, readOnly: 2, protected: 3, lock: 4, shared: 5 } as const;

/** How a word is touched. */
export const Use = { read: 0, write: 1, lock: 2 } as const;

/** The claims on all words. */
export class Independence {
  /** Set when a claim was withdrawn: what was searched so far rested on it. */
  withdrawn = false;
  #claim: Uint8Array;
  #owner: Uint8Array;
  #lock: Int32Array;
  /** Which uses a word has seen: bits of {@link Use}. */
  #uses: Uint8Array;
  // Fields of which one is shared in some block that a task allocated: taken to be shared in every block of its kind.
  // That makes more scheduling points and never fewer, and each block need not teach it anew.
  readonly #sharedFields = new Set<number>();
  readonly #lists = new Map<number, { task: number; written: boolean; shared: boolean }>();
  #defers = false;

  constructor(words: number) {
    this.#claim = new Uint8Array(words);
    this.#owner = new Uint8Array(words);
    this.#lock = new Int32Array(words);
    this.#uses = new Uint8Array(words);
    // All that grow a table read it, and hardly anybody writes it: the search need not learn that.
    this.#claim[NR_OPEN] = Claim.readOnly;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return 7 * this.#claim.length;
  }

  /** There are more words from here on. */
  grow(words: number): void {
    this.#claim = grown(this.#claim, words);
    this.#owner = grown(this.#owner, words);
    this.#lock = grown(this.#lock, words);
    this.#uses = grown(this.#uses, words);
  }

  /** Whether frees are deferred that others may notice: then it matters when a reader enters and leaves. */
  get defersFrees(): boolean {
    return this.#defers;
  }

  /** A block that others may notice is freed when its readers have left. */
  noteDeferral(): void {
    if (this.#defers) return;
    this.#defers = true;
    this.withdrawn = true;
  }

  /**
   * Whether other tasks may notice an access to a word.
   *
   * @param field - Which field of which kind of block it is, as a number; -1 for none.
   */
  isShared(address: number, task: number, use: number, held: number, field: number): boolean {
    switch (this.#claim[address] as number) {
      case Claim.none:
        return field >= 0 && this.#sharedFields.has(field);
      case Claim.private:
        return this.#owner[address] !== task;
      case Claim.readOnly:
        return use !== Use.read;
      case Claim.protected:
        // Only what is a lock keeps others out.
        return this.#lock[address] !== held || use === Use.lock || !this.#keepsOut(held);
      case Claim.lock:
        return use !== Use.lock;
      default:
        return true;
    }
  }

  /** Whether a word is a lock that one task alone takes: then nobody waits for it. */
  isPrivate(address: number, task: number): boolean {
    const claim = this.#claim[address];
    return claim === Claim.none || (claim === Claim.private && this.#owner[address] === task);
  }

  #keepsOut(lock: number): boolean {
    return this.#claim[lock] === Claim.lock || this.#claim[lock] === Claim.private;
  }

  /** Notes an access; `held` is the innermost lock that the task holds, 0 for none. */
  note(address: number, task: number, use: number, held: number, field: number): void {
    // No word at all: the access itself is the violation, and there is nothing to claim.
    if (!(address >= 0 && address < this.#claim.length)) return;
    const claim = this.#claim[address] as number;
    if (claim === Claim.shared) return;
    const uses = (this.#uses[address] as number) | (1 << use);
    this.#uses[address] = uses;
    if (claim === Claim.none && field >= 0 && this.#sharedFields.has(field)) {
      this.#claim[address] = Claim.shared;
      return;
    }
    if (claim === Claim.none) {
      this.#claim[address] = Claim.private;
      this.#owner[address] = task;
      this.#lock[address] = use === Use.lock ? 0 : held;
      return;
    }
    if (this.#lock[address] !== held || use === Use.lock) this.#lock[address] = 0;
    if (claim === Claim.private && this.#owner[address] === task) return;
    const weaker = this.#weaker(uses, this.#lock[address]);
    if (weaker === claim) return;
    if (weaker === Claim.shared && field >= 0) this.#sharedFields.add(field);
    this.#claim[address] = weaker;
    this.withdrawn = true;
  }

  #weaker(uses: number, lock: number): number {
    if (uses === 1 << Use.lock) return Claim.lock;
    if (uses === 1 << Use.read) return Claim.readOnly;
    return lock !== 0 && (uses & (1 << Use.lock)) === 0 ? Claim.protected : Claim.shared;
  }

  /** Notes that a task looks at a list of used memory, or changes it; whether others may notice. -1 is no list. */
  noteList(list: number, task: number, changes: boolean): boolean {
    if (list < 0) return false;
    const known = this.#lists.get(list);
    if (known === undefined) {
      this.#lists.set(list, { task, written: changes, shared: false });
      return false;
    }
    const before = known.shared && known.written;
    known.shared ||= known.task !== task;
    known.written ||= changes;
    const noticed = known.shared && known.written;
    if (noticed && !before) this.withdrawn = true;
    return noticed;
  }
}
