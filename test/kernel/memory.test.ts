/** The simulated memory: atomics, the heap, locks and fallible points, with and without a probe. */
import { beforeEach, describe, expect, test } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import { Kernel, Memory } from "../../src/kernel/index.js";
import { expectBug, FailingProbe } from "./world.js";

describe.each(["without a probe", "with a probe that does what none would do"])("%s", (probed) => {
  let memory: Memory;
  let word: number;
  beforeEach(() => {
    const kernel = new Kernel();
    ({ memory } = kernel);
    if (probed.startsWith("with a")) memory.probe = new DirectProbe(kernel);
    word = memory.allocate(2, "word");
  });

  test("load and store", () => {
    memory.store(word, -5);
    expect(memory.load(word)).toBe(-5);
    expect(memory.load(word + 1)).toBe(0);
  });

  test("add returns the new value", () => {
    expect(memory.add(word, 3)).toBe(3);
    expect(memory.add(word, -1)).toBe(2);
    expect(memory.load(word)).toBe(2);
  });

  test("incrementNotZero leaves 0 alone", () => {
    expect(memory.incrementNotZero(word)).toBe(false);
    expect(memory.load(word)).toBe(0);
    memory.store(word, 1);
    expect(memory.incrementNotZero(word)).toBe(true);
    expect(memory.load(word)).toBe(2);
  });

  test("exchange returns the old value", () => {
    memory.store(word, 7);
    expect(memory.exchange(word, 8)).toBe(7);
    expect(memory.load(word)).toBe(8);
  });

  test("compareExchange stores only over what is expected", () => {
    memory.store(word, 7);
    expect(memory.compareExchange(word, 6, 9)).toBe(7);
    expect(memory.load(word)).toBe(7);
    expect(memory.compareExchange(word, 7, 9)).toBe(7);
    expect(memory.load(word)).toBe(9);
  });

  test("a held lock that is taken again is a deadlock", () => {
    memory.lock(word);
    expectBug(() => memory.lock(word), "deadlock", "lock", new RegExp(`lock at ${word} is already held`));
    memory.unlock(word);
    memory.lock(word);
    expect(memory.load(word)).not.toBe(0);
  });

  test("unlocking what is not locked is a BUG", () => {
    expectBug(() => memory.unlock(word), "BUG", "unlock", new RegExp(`lock at ${word} is not held`));
  });

  test("waiting for what nobody can do is a deadlock; for what is so already, nothing", () => {
    memory.waitEvent(word + 1, word, 0);
    expectBug(() => memory.waitEvent(word + 1, word, 1), "deadlock", "waitEvent", /never becomes 1/);
  });

  test("freeing twice is a use after free that names the block, by whichever way it was freed", () => {
    const free = (address: number): void => memory.free(address);
    const recycle = (address: number): void => memory.recycle(address);
    const later = (address: number): void => memory.freeAfterGracePeriod(address);
    for (const first of [free, recycle, later]) {
      for (const second of [free, recycle, later]) {
        const block = memory.allocate(3, "struct thing");
        first(block);
        const where = second === recycle ? "recycle" : "free";
        expectBug(
          () => second(block),
          "use after free",
          where,
          new RegExp(`the struct thing at ${block} is freed twice`),
        );
      }
    }
  });

  test("where no block is, it is said", () => {
    for (const address of [100_000_000, memory.top + 2])
      expectBug(() => memory.recycle(address), "use after free", "recycle", /no block is at \d+$/);
  });

  test("RCU calls and wake-ups are accepted", () => {
    memory.rcuReadLock();
    memory.rcuReadLock();
    memory.rcuReadUnlock();
    memory.rcuReadUnlock();
    memory.synchronizeRcu();
    memory.wakeUpAll(word);
    expect(memory.load(word), "nothing is stored").toBe(0);
  });

  test("nothing fails by itself", () => {
    expect(memory.fails("ENOMEM", "anywhere")).toBe(false);
  });
});

describe("the heap", () => {
  test("addresses are even, blocks are zeroed and do not overlap", () => {
    const memory = new Memory(8);
    const sizes = [1, 2, 3, 7, 64, 1, 5];
    const blocks = sizes.map((words, index) => {
      const address = memory.allocate(words, "block");
      for (let offset = 0; offset < words; offset++) {
        expect(memory.load(address + offset)).toBe(0);
        memory.store(address + offset, index + 1);
      }
      return address;
    });
    blocks.forEach((address, index) => {
      expect(address % 2).toBe(0);
      const words = sizes[index] as number;
      const content = Array.from({ length: words }, (_, offset) => memory.load(address + offset));
      expect(content).toEqual(new Array(words).fill(index + 1));
    });
    expect(memory.words.length).toBeGreaterThanOrEqual(memory.top);
  });

  test("a freed block is used again for its size, zeroed and under its new kind", () => {
    const memory = new Memory();
    const block = memory.allocate(4, "old");
    memory.store(block + 3, 9);
    memory.free(block);
    expect(memory.isLive(block)).toBe(false);
    expect(memory.allocate(3, "other size")).not.toBe(block);
    expect(memory.allocate(4, "new")).toBe(block);
    expect(memory.load(block + 3)).toBe(0);
    expect(memory.kindOf(block)).toBe("new");
  });

  test("a recycled block goes to its own kind only, and at once", () => {
    const memory = new Memory();
    const file = memory.allocate(4, "file");
    memory.recycle(file);
    expect(memory.allocate(4, "other")).not.toBe(file);
    expect(memory.allocate(4, "file")).toBe(file);
  });

  test("a growing heap keeps what it holds", () => {
    const memory = new Memory(16);
    const first = memory.allocate(2, "first");
    memory.store(first, 42);
    const before = memory.words;
    memory.allocate(5000, "large");
    expect(memory.words).not.toBe(before);
    expect(memory.load(first)).toBe(42);
    expect(memory.kindOf(first)).toBe("first");
  });

  test("blocks() walks the live ones in order, of one kind when asked", () => {
    const memory = new Memory();
    const a = memory.allocate(1, "a");
    const b = memory.allocate(2, "b");
    const gone = memory.allocate(3, "a");
    const last = memory.allocate(5, "a");
    memory.free(gone);
    expect([...memory.blocks()]).toEqual([
      { address: a, words: 1, kind: "a" },
      { address: b, words: 2, kind: "b" },
      { address: last, words: 5, kind: "a" },
    ]);
    expect([...memory.blocks("a")].map(({ address }) => address)).toEqual([a, last]);
    expect([...memory.blocks("none")]).toEqual([]);
  });
});

test("a probe decides what fails", () => {
  const kernel = new Kernel();
  const probe = new FailingProbe(kernel, 2);
  expect(kernel.memory.fails("ENOMEM", "first")).toBe(false);
  expect(kernel.memory.fails("EFAULT", "second")).toBe(true);
  expect(kernel.memory.fails("ENOMEM", "third")).toBe(false);
  expect(probe.reached).toEqual(["ENOMEM first", "EFAULT second", "ENOMEM third"]);
});
