/** Bitmaps over simulated memory, and the search for the lowest clear bit through levels of full words. */
import type { Memory } from "./memory.js";

/**
 * The shape of a bitmap word: how many bits, and what follows from that. Linux has 64; simulated words have at
 * most 32, which is why there is one level more than in Linux: with it the search past a million claimed
 * descriptors reads about as many words as 64-bit code with two levels does.
 */
export class WordShape {
  /** log2 of the bits of a word. */
  readonly shift: number;
  /** Bit index within a word. */
  readonly indexMask: number;
  /** All bits of a word. */
  readonly full: number;

  constructor(bits: number) {
    this.shift = Math.log2(bits);
    this.indexMask = bits - 1;
    this.full = bits === 32 ? -1 : (1 << bits) - 1;
  }

  /** How many words hold `bits` bits. */
  wordsFor(bits: number): number {
    return (bits + this.indexMask) >> this.shift;
  }
}

export function testBit(memory: Memory, shape: WordShape, map: number, bit: number): boolean {
  return ((memory.load(map + (bit >> shape.shift)) >> (bit & shape.indexMask)) & 1) !== 0;
}

/** Sets a bit; returns true when its word became full by that. */
export function setBit(memory: Memory, shape: WordShape, map: number, bit: number): boolean {
  const address = map + (bit >> shape.shift);
  const word = memory.load(address) | (1 << (bit & shape.indexMask));
  memory.store(address, word);
  return word === shape.full;
}

/** Clears a bit; returns true when its word was full before. */
export function clearBit(memory: Memory, shape: WordShape, map: number, bit: number): boolean {
  const address = map + (bit >> shape.shift);
  const word = memory.load(address);
  memory.store(address, word & ~(1 << (bit & shape.indexMask)));
  return word === shape.full;
}

/** The lowest clear bit of a word at or above `from`, or -1. */
export function lowestClear(shape: WordShape, word: number, from: number): number {
  const clear = ~word & shape.full & (-1 << from);
  return clear === 0 ? -1 : 31 - Math.clz32(clear & -clear);
}

/** The lowest set bit of a word at or above `from`, or -1. */
export function lowestSet(word: number, from: number): number {
  const set = word & (-1 << from);
  return set === 0 ? -1 : 31 - Math.clz32(set & -set);
}

/** The highest set bit of a word, or -1. */
export function highestSet(word: number): number {
  return 31 - Math.clz32(word);
}
