/** Parts of a search that ran apart, and how they are put together. */
import type { Exploration } from "./explore.js";
import { ExploreError } from "./explore-error.js";

/**
 * What one shard found, as JSON.
 *
 * @public
 */
export interface Shard {
  /** The version of this format. */
  readonly version: 1;
  /** Which shard, from 1. */
  readonly index: number;
  /** Of how many. */
  readonly count: number;
  /** Tells the scenario by its name. */
  readonly mark: string;
  /** What it found in its part; undefined when another shard did all there was. */
  readonly exploration: Exploration | undefined;
  /** The states of its part, two 32-bit numbers each, in base64. Shards may meet the same states. */
  readonly fingerprints: string;
}

/** What bounds a search that went through everything, by hashes. */
export function compactionBound(omission: number): string {
  return `hash compaction, omission probability below ${omission.toExponential(1)}`;
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
  for (const { count, mark, version } of shards) {
    if (version !== 1) refuse(`one has version ${String(version)}, and this is for 1`);
    if (mark !== first.mark) refuse("they are of different scenarios");
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
  const worst = violating.find(({ verdict }) => verdict === "shown") ?? violating[0];
  const omissions = parts.flatMap(({ omission }) => omission ?? []);
  const omission = omissions.length === 0 ? undefined : omissions.reduce((sum, one) => sum + one);
  const whole = omission === undefined ? undefined : compactionBound(omission);
  const limit = parts.find(
    ({ bound, omission: own }) =>
      bound !== undefined && (own === undefined || bound !== compactionBound(own)),
  )?.bound;
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
  const seen = new Set<bigint>();
  let ends = 0;
  for (const { fingerprints } of shards) {
    const words = unpack(fingerprints);
    const pairs = new BigInt64Array(words.buffer, 0, words.length >> 1);
    for (let index = 0; index < pairs.length; index++) {
      const pair = pairs[index] as bigint;
      if (seen.has(pair)) continue;
      seen.add(pair);
      ends += (words[2 * index + 1] as number) & 1;
    }
  }
  return { states: seen.size, ends };
}
