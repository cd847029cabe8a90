/** The sets of injected failures that runs have taken, each known by a number that memory keeps. */
import type { ErrnoCode } from "../kernel/index.js";
import { grown } from "./grown.js";
import { hashText, mix } from "./hash.js";
import type { Failure } from "./scenario.js";

/** What can fail, with a hash that is the same in every search. */
interface Kind {
  readonly code: ErrnoCode;
  readonly where: string;
  readonly hash: number;
}

/** Words of one failure in a set: the task that took it, its number among the task's fault points, and its kind. */
const WORDS = 3;

/**
 * Sets by number; 0 is the empty one. A search may meet as many of them as states, so they lie in arrays: the failures of
 * a set by task and by fault point, in no order in which they came about.
 */
export class FaultSets {
  #count = 1;
  /** By set: its number, and where its failures begin and end. */
  #numbers: Int32Array = new Int32Array(64);
  #begins: Int32Array = new Int32Array(65);
  #items: Int32Array = new Int32Array(64 * WORDS);
  /** Sets by the hash of their numbers: open addressing. */
  #table: Int32Array = new Int32Array(256).fill(-1);
  readonly #kinds: Kind[] = [];

  constructor() {
    this.#table[this.#placeOf(0)] = 0;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return 4 * (this.#numbers.length + this.#begins.length + this.#items.length + this.#table.length);
  }

  /** Whether any run has taken a failure. */
  get isUsed(): boolean {
    return this.#count > 1;
  }

  /** The failures of a set. */
  failuresOf(number: number): readonly Failure[] {
    return this.#takenIn(number).map(({ point, kind }) => {
      const { code, where } = this.#kinds[kind] as Kind;
      return { point, code, where };
    });
  }

  /** How many failures a set has. */
  sizeOf(number: number): number {
    const set = this.#find(number);
    return set < 0 ? 0 : ((this.#begins[set + 1] as number) - (this.#begins[set] as number)) / WORDS;
  }

  /** The number of a set with one failure more. It is the same in every search, whatever was met before. */
  with(number: number, task: number, point: number, code: ErrnoCode, where: string): number {
    const taken = [...this.#takenIn(number), { task, point, kind: this.#kindOf(code, where) }].sort(
      (left, right) => left.task - right.task || left.point - right.point,
    );
    const words = taken.flatMap((one) => [one.task, one.point, one.kind]);
    let hash = 1;
    for (const one of taken)
      hash = mix(mix(hash, one.task), mix(one.point, (this.#kinds[one.kind] as Kind).hash));
    // The failures tell: two sets with one hash have two numbers.
    for (let candidate = hash | 1; ; candidate = (candidate + 2) | 0) {
      const known = this.#find(candidate);
      if (known < 0) return this.#add(candidate, words);
      if (this.#isEqual(known, words)) return candidate;
    }
  }

  #kindOf(code: ErrnoCode, where: string): number {
    const known = this.#kinds.findIndex((kind) => kind.code === code && kind.where === where);
    return known >= 0 ? known : this.#kinds.push({ code, where, hash: hashText(`${code} ${where}`) }) - 1;
  }

  #takenIn(number: number): { readonly task: number; readonly point: number; readonly kind: number }[] {
    const set = this.#find(number);
    const taken = [];
    if (set < 0) return [];
    for (let at = this.#begins[set] as number; at < (this.#begins[set + 1] as number); at += WORDS) {
      const [task = 0, point = 0, kind = 0] = this.#items.subarray(at, at + WORDS);
      taken.push({ task, point, kind });
    }
    return taken;
  }

  #isEqual(set: number, words: readonly number[]): boolean {
    const begin = this.#begins[set] as number;
    if ((this.#begins[set + 1] as number) - begin !== words.length) return false;
    return words.every((word, index) => this.#items[begin + index] === word);
  }

  /** The set of a number; -1 when there is none. */
  #find(number: number): number {
    return this.#table[this.#placeOf(number)] as number;
  }

  #placeOf(number: number): number {
    const mask = this.#table.length - 1;
    for (let place = mix(number, 0) & mask; ; place = (place + 1) & mask) {
      const set = this.#table[place] as number;
      if (set < 0 || this.#numbers[set] === number) return place;
    }
  }

  #add(number: number, words: readonly number[]): number {
    const set = this.#count++;
    const begin = this.#begins[set] as number;
    if (set === this.#numbers.length) {
      this.#numbers = grown(this.#numbers);
      this.#begins = grown(this.#begins, 2 * set + 1);
    }
    if (begin + words.length > this.#items.length) this.#items = grown(this.#items);
    this.#items.set(words, begin);
    this.#numbers[set] = number;
    this.#begins[set + 1] = begin + words.length;
    if (this.#count * 2 > this.#table.length) this.#rehash();
    else this.#table[this.#placeOf(number)] = set;
    return number;
  }

  #rehash(): void {
    this.#table = new Int32Array(2 * this.#table.length).fill(-1);
    for (let set = 0; set < this.#count; set++) {
      this.#table[this.#placeOf(this.#numbers[set] as number)] = set;
    }
  }
}
