/**
 * Who touches which word, and under which lock: what tells the operations that other tasks can notice from those they
 * cannot. Only the former are scheduling points.
 *
 * Each word begins with the strongest claim and is weakened by what the search sees:
 *
 * - *private*: one task alone touches it;
 * - *read-only*: several read it and nobody writes it;
 * - *protected*: every access happens under one lock;
 * - *shared*: anything else.
 *
 * INVARIANT: accesses to words that are not shared commute with every operation of another task that can happen next to
 * them (Lipton's movers). A claim that fails is withdrawn and the search begins again, so that the search that ends has
 * checked every claim on every access that it made; and since what it left out are only other orders of commuting
 * operations, on every access there is.
 */

const Claim = { none: 0, private: 1, readOnly: 2, protected: 3, shared: 4 } as const;

/** The claims on all words. */
export class Sharing {
  /** Set when a claim was withdrawn: what was searched so far rested on it. */
  withdrawn = false;
  readonly #claim: Uint8Array;
  readonly #owner: Uint8Array;
  readonly #lock: Int32Array;
  readonly #written: Uint8Array;
  // Fields of which one is shared in some block that a task allocated: taken to be shared in every block of its kind.
  // That makes more scheduling points and never fewer, and each block need not teach it anew.
  readonly #sharedFields = new Set<number>();

  constructor(words: number) {
    this.#claim = new Uint8Array(words);
    this.#owner = new Uint8Array(words);
    this.#lock = new Int32Array(words);
    this.#written = new Uint8Array(words);
  }

  /**
   * Whether other tasks may notice an access to a word.
   *
   * @param field - Which field of which kind of block it is, as a number; -1 for none.
   */
  isShared(address: number, task: number, write: boolean, held: number, field: number): boolean {
    switch (this.#claim[address] as number) {
      case Claim.none:
        return field >= 0 && this.#sharedFields.has(field);
      case Claim.private:
        return this.#owner[address] !== task;
      case Claim.readOnly:
        return write;
      case Claim.protected:
        return this.#lock[address] !== held;
      default:
        return true;
    }
  }

  /** Notes an access; `held` is the innermost lock that the task holds, 0 for none. */
  note(address: number, task: number, write: boolean, held: number, field: number): void {
    // No word at all: the access itself is the violation, and there is nothing to claim.
    if (!(address >= 0 && address < this.#claim.length)) return;
    const claim = this.#claim[address] as number;
    if (claim === Claim.shared) return;
    if (write) this.#written[address] = 1;
    if (claim === Claim.none && field >= 0 && this.#sharedFields.has(field)) {
      this.#claim[address] = Claim.shared;
      return;
    }
    if (claim === Claim.none) {
      this.#claim[address] = Claim.private;
      this.#owner[address] = task;
      this.#lock[address] = held;
      return;
    }
    if (this.#lock[address] !== held) this.#lock[address] = 0;
    if (claim === Claim.private && this.#owner[address] === task) return;
    const weaker =
      this.#written[address] === 0
        ? Claim.readOnly
        : this.#lock[address] !== 0
          ? Claim.protected
          : Claim.shared;
    if (weaker === claim) return;
    if (weaker === Claim.shared && field >= 0) this.#sharedFields.add(field);
    this.#claim[address] = weaker;
    this.withdrawn = true;
  }
}
