/** What is known at one point of a function: which slot holds which values, and what became of each value. */
import type ts from "typescript";
import { PersistentArray } from "./persistent-array.js";

/** What may have become of a value, as bits: on different paths different things may. */
export const Typestate = {
  /** Its holder must dispose it, or move it. */
  owned: 1,
  /** A `using` variable disposes it. */
  bound: 2,
  /** It belongs to a caller. */
  borrowed: 4,
  /** No one has to dispose it; anyone may take it. */
  free: 8,
  /** Something else keeps it, or may. */
  kept: 16,
  /** It belongs to the function around this closure. */
  captured: 32,
  moved: 64,
  /** It was disposed. */
  ended: 128,
  /** Its holder must dispose it, where something has thrown. */
  exposed: 256,
} as const;

/** What its holder must dispose, or move. */
export const owned = Typestate.owned | Typestate.exposed;

/** All typestates of a value that can still be used. */
export const alive =
  owned | Typestate.bound | Typestate.borrowed | Typestate.free | Typestate.kept | Typestate.captured;

/** A value that another one borrows from. */
export interface Borrowed {
  readonly from: number;
  readonly exclusive: boolean;
}

/** What is known of one value. */
export interface Held {
  readonly typestates: number;
  /** Where it was moved or disposed. */
  readonly at: ts.Node | undefined;
  /** Who took it, for messages. */
  readonly by: string | undefined;
  readonly borrows: readonly Borrowed[];
}

/** No values. */
export const noValues: readonly number[] = [];
const nothingBorrowed: readonly Borrowed[] = [];

/** What is known of a value that has just come into being. */
export function held(typestates: number, borrows: readonly Borrowed[] = nothingBorrowed): Held {
  return { typestates, at: undefined, by: undefined, borrows };
}

/** What is known at one point; changed in place, copied for nothing. */
export class State {
  #slots: PersistentArray<readonly number[]>;
  #values: PersistentArray<Held>;

  constructor(
    slots: PersistentArray<readonly number[]> = new PersistentArray(),
    values: PersistentArray<Held> = new PersistentArray(),
  ) {
    this.#slots = slots;
    this.#values = values;
  }

  copy(): State {
    return new State(this.#slots, this.#values);
  }

  /** The values that a slot may hold; undefined before it got any. */
  slot(id: number): readonly number[] | undefined {
    return this.#slots.get(id);
  }

  setSlot(id: number, values: readonly number[] | undefined): void {
    this.#slots = this.#slots.set(id, values);
  }

  value(id: number): Held | undefined {
    return this.#values.get(id);
  }

  setValue(id: number, value: Held | undefined): void {
    this.#values = this.#values.set(id, value);
  }

  /** Something has thrown. */
  expose(): void {
    this.#values = this.#values.map((held) =>
      (held.typestates & Typestate.owned) === 0
        ? held
        : { ...held, typestates: (held.typestates & ~Typestate.owned) | Typestate.exposed },
    );
  }

  /** Joins what is known on another path; returns whether anything changed. */
  join(other: State): boolean {
    const slots = this.#slots.join(other.#slots, union);
    const values = this.#values.join(other.#values, joinHeld);
    const changed = slots !== this.#slots || values !== this.#values;
    this.#slots = slots;
    this.#values = values;
    return changed;
  }
}

/** How many values one slot is followed for. */
const FOLLOWED = 64;
/** What a slot holds that may hold more: nothing that is followed, whatever comes from other paths. */
const tooMany: readonly number[] = [];

/** All of two sorted lists; the first list itself, when the other one adds nothing. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === tooMany || b === tooMany) return tooMany;
  const all: number[] = [];
  for (let [i, j] = [0, 0]; i < a.length || j < b.length;) {
    const [one = Infinity, other = Infinity] = [a[i], b[j]];
    all.push(Math.min(one, other));
    if (one <= other) i++;
    if (other <= one) j++;
  }
  if (all.length === a.length) return a;
  return all.length > FOLLOWED ? tooMany : all;
}

function joinHeld(a: Held, b: Held): Held {
  const typestates = a.typestates | b.typestates;
  const takesOther = b.at !== undefined && (a.at === undefined || b.at.pos < a.at.pos);
  const more = b.borrows.filter((one) => !a.borrows.some((two) => sameBorrow(one, two)));
  if (typestates === a.typestates && !takesOther && more.length === 0) return a;
  return {
    typestates,
    at: takesOther ? b.at : a.at,
    by: takesOther ? b.by : a.by,
    borrows: more.length === 0 ? a.borrows : [...a.borrows, ...more],
  };
}

function sameBorrow(a: Borrowed, b: Borrowed): boolean {
  return a.from === b.from && a.exclusive === b.exclusive;
}
