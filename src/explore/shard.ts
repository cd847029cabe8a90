/** Parts of a search that ran apart, and how they are put together. */
import { mix } from "./hash.js";
import type { Bound } from "./bound.js";
import type { Exploration } from "./explore.js";
import { ExploreError } from "./explore-error.js";

/**
 * What one shard found, as JSON.
 *
 * @public
 */
export interface Shard {
  /** The version of this format. */
  readonly version: 2;
  /** Which shard, from 1. */
  readonly index: number;
  /** Of how many. */
  readonly count: number;
  /** Tells the scenario by its name. */
  readonly mark: string;
  /** Tells scenarios of one name apart. */
  readonly program: string;
  /** What it found in its part; undefined when another shard did all there was. */
  readonly exploration: Exploration | undefined;
  /** The states of its part, two 32-bit numbers each, in base64. Shards may meet the same states. */
  readonly fingerprints: string;
}

/** Which part of the space. */
type Part = Pick<Shard, "index" | "count">;

/** Whether a number falls to a shard. */
export function isMine({ index, count }: Part, number: number): boolean {
  return (mix(number, 0) >>> 0) % count === index - 1;
}

/** Whether so many pending states are enough to divide. */
export function dividesAtOnce({ count }: Part, pending: number): boolean {
  return pending >= 16 * count;
}

/** Whether a pending state falls to a shard, by its fingerprint. */
export function keepsState({ index, count }: Part, fingerprint: number): boolean {
  return (fingerprint >>> 0) % count === index - 1;
}

/** Numbers as base64. */
export function pack(numbers: Int32Array | undefined): string {
  if (numbers === undefined) return "";
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(text);
}

function unpack(text: string): Int32Array {
  const characters = atob(text);
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  return new Int32Array(bytes.buffer);
}

/**
 * Puts the shards of one scenario together.
 *
 * @param shards - All of them, in any order.
 * @returns What one search of the whole space would have found: its states and its verdict. Transitions and time are
 * the sums of the shards', which is more than one search takes: shards meet some states more than once.
 * @throws {@link ExploreError} `option` when one is missing, twice there, or of another scenario.
 *
 * @public
 */
export function mergeShards(shards: readonly Shard[]): Exploration {
  const refuse = (why: string): never => {
    throw new ExploreError("option", `These shards cannot be merged: ${why}.`);
  };
  const [first] = shards;
  if (first === undefined) return refuse("there are none");
  for (const { count, mark, program, version } of shards) {
    if (version !== 2) refuse(`one has version ${String(version)}, and this is for 2`);
    if (mark !== first.mark || program !== first.program) refuse("they are of different scenarios");
    if (count !== first.count) refuse(`one is of ${count}, another of ${first.count}`);
  }
  for (let index = 1; index <= first.count; index++) {
    const found = shards.filter((shard) => shard.index === index).length;
    if (found !== 1)
      refuse(found === 0 ? `shard ${index}/${first.count} is missing` : `shard ${index} is there twice`);
  }
  const parts = shards.flatMap(({ exploration }) => (exploration === undefined ? [] : [exploration]));
  const [part] = parts;
  if (part === undefined) return refuse("none of them searched anything");
  if (
    parts.some(({ granularity, failures }) => granularity !== part.granularity || failures !== part.failures)
  ) {
    refuse("they ran with different options");
  }
  const { states, ends } = shards.every(({ fingerprints }) => fingerprints === "") ? part : union(shards);
  const violating = parts
    .filter(({ counterexample }) => counterexample !== undefined)
    .sort((one, other) => stepsOf(one) - stepsOf(other));
  const worst = violating.find(({ verdict }) => verdict === "expected") ?? violating[0];
  const omissions = parts.flatMap(({ omission }) => omission ?? []);
  const omission = omissions.length === 0 ? undefined : omissions.reduce((sum, one) => sum + one);
  const whole: Bound | undefined = omission === undefined ? undefined : { kind: "compaction", omission };
  const limit = parts.find(({ bound }) => bound !== undefined && bound.kind !== "compaction")?.bound;
  const bound = worst?.bound ?? limit ?? whole;
  const { coverage: _, bound: __, counterexample: ___, ...rest } = part;
  return {
    ...rest,
    states,
    ends,
    transitions: parts.reduce((sum, { transitions }) => sum + transitions, 0),
    milliseconds: parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    depth: Math.max(...parts.map(({ depth }) => depth)),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(omission === undefined ? {} : { omission }),
    coverage: bound === undefined ? "EXHAUSTIVE" : "BOUNDED",
    ...(bound === undefined ? {} : { bound }),
    verdict: worst?.verdict ?? part.verdict,
    ...(worst?.counterexample === undefined ? {} : { counterexample: worst.counterexample }),
  };
}

function stepsOf({ counterexample }: Exploration): number {
  return counterexample === undefined
    ? Infinity
    : 1000 * counterexample.failures.length + counterexample.steps.length;
}

/** How many different states the shards have seen, and how many of them are ends. */
function union(shards: readonly Shard[]): { readonly states: number; readonly ends: number } {
  const seen = new PairSet();
  let ends = 0;
  for (const { fingerprints } of shards) {
    const words = unpack(fingerprints);
    for (let index = 0; index < words.length; index += 2) {
      const [first, second] = [words[index] as number, words[index + 1] as number];
      if (seen.add(first, second)) ends += second & 1;
    }
  }
  return { states: seen.size, ends };
}

/** A set of pairs of numbers, as large as memory is: a Set ends at 2^24 entries. */
class PairSet {
  #pairs = new Int32Array(2 << 10);
  #isUsed = new Uint8Array(1 << 10);
  size = 0;

  /** Adds a pair; false when it was there. */
  add(first: number, second: number): boolean {
    const mask = this.#isUsed.length - 1;
    let at = mix(first, second) & mask;
    for (; this.#isUsed[at] !== 0; at = (at + 1) & mask) {
      if (this.#pairs[2 * at] === first && this.#pairs[2 * at + 1] === second) return false;
    }
    this.#isUsed[at] = 1;
    this.#pairs[2 * at] = first;
    this.#pairs[2 * at + 1] = second;
    if (2 * ++this.size > mask) this.#grow();
    return true;
  }

  #grow(): void {
    const [pairs, isUsed] = [this.#pairs, this.#isUsed];
    this.#pairs = new Int32Array(2 * pairs.length);
    this.#isUsed = new Uint8Array(2 * isUsed.length);
    this.size = 0;
    for (let at = 0; at < isUsed.length; at++) {
      if (isUsed[at] !== 0) this.add(pairs[2 * at] as number, pairs[2 * at + 1] as number);
    }
  }
}
