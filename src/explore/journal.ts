/** The words of a machine: every write is hashed, remembered as one that varies, and can be taken back. */
import { grown } from "./grown.js";
import { mix } from "./hash.js";

/** Memory with its hashes and an undo log. */
export class Journal {
  words: Int32Array;
  /** What memory was before the first step. */
  initial: Int32Array;
  /** Addresses that some step has written: all other words are as they were at the beginning. */
  variables = new Int32Array(256);
  variableCount = 0;
  /** Two hashes of the memory, whatever order it came about in. */
  hash = 0;
  otherHash = 0;
  #isVariable: Uint8Array;
  #undoAddress = new Int32Array(256);
  #undoValue = new Int32Array(256);
  #undoCount = 0;
  #undoHash = 0;
  #undoOtherHash = 0;

  /**
   * @param words - The memory, which may be longer than what is used.
   * @param size - How many of them are used.
   */
  constructor(words: Int32Array, size: number) {
    this.words = words;
    this.initial = words.slice(0, size);
    this.#isVariable = new Uint8Array(size);
  }

  /** How many words are used. */
  get size(): number {
    return this.initial.length;
  }

  /** Bytes of its arrays, the words excepted. */
  get bytes(): number {
    return 4 * (this.initial.length + this.variables.length + 2 * this.#undoAddress.length) + this.size;
  }

  /** More words are used from here on; they are 0. */
  grow(words: Int32Array, size: number): void {
    this.words = words;
    const initial = new Int32Array(size);
    initial.set(this.initial);
    this.initial = initial;
    const isVariable = new Uint8Array(size);
    isVariable.set(this.#isVariable);
    this.#isVariable = isVariable;
  }

  write(address: number, value: number): void {
    const { words } = this;
    const old = words[address] as number;
    if (old === value) return;
    if (this.#undoCount === this.#undoAddress.length) {
      this.#undoAddress = grown(this.#undoAddress);
      this.#undoValue = grown(this.#undoValue);
    }
    this.#undoAddress[this.#undoCount] = address;
    this.#undoValue[this.#undoCount++] = old;
    if (this.#isVariable[address] === 0) {
      this.#isVariable[address] = 1;
      if (this.variableCount === this.variables.length) this.variables = grown(this.variables);
      this.variables[this.variableCount++] = address;
    }
    // A sum over the words: the order of writes does not matter, and taking one back is a subtraction.
    this.hash = (this.hash + mix(address, value) - mix(address, old)) | 0;
    this.otherHash = (this.otherHash + mix(value ^ 0x5bd1e995, address) - mix(old ^ 0x5bd1e995, address)) | 0;
    words[address] = value;
  }

  /** Remembers this state: {@link Journal.revert} comes back to it. */
  mark(): void {
    this.#undoCount = 0;
    this.#undoHash = this.hash;
    this.#undoOtherHash = this.otherHash;
  }

  /** Goes back to the remembered state. */
  revert(): void {
    const { words } = this;
    for (let index = this.#undoCount - 1; index >= 0; index--) {
      words[this.#undoAddress[index] as number] = this.#undoValue[index] as number;
    }
    this.#undoCount = 0;
    this.hash = this.#undoHash;
    this.otherHash = this.#undoOtherHash;
  }

  /** Whether memory is what it was at the remembered state. */
  get isUnchanged(): boolean {
    return this.hash === this.#undoHash && this.otherHash === this.#undoOtherHash;
  }

  /** Goes back to the beginning. */
  restart(): void {
    const { words, initial, variables } = this;
    for (let index = 0; index < this.variableCount; index++) {
      const address = variables[index] as number;
      words[address] = initial[address] as number;
    }
    this.hash = 0;
    this.otherHash = 0;
    this.#undoCount = 0;
  }
}
