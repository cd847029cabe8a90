/** The faults are those that their operators say, in an order that the seed decides. */
import { describe, expect, test } from "vitest";
import { mutantsOf, mutated, spread, type Mutant } from "./draw.js";
import { ours, usual } from "./operators.js";

/** What each operator makes of the body of a function. */
const made: Readonly<Record<string, readonly [body: string, ...faulty: string[]]>> = {
  "condition negated": [
    "if (a) b(); c = d ? 1 : 2;",
    "if (!(a)) b(); c = d ? 1 : 2;",
    "if (a) b(); c = !(d) ? 1 : 2;",
  ],
  "comparison off by one": ["return a < b && c >= d;", "return a <= b && c >= d;", "return a < b && c > d;"],
  "arithmetic operator swapped": ["return a + (b << c);", "return a - (b << c);", "return a + (b >> c);"],
  "logical operator swapped": ["return a && b !== c;", "return a || b !== c;", "return a && b === c;"],
  "constant changed": ["return f(0, true);", "return f((0 + 1), true);", "return f(0, false);"],
  "statement removed": ["a(); fput(b); c();", "; fput(b); c();", "a(); fput(b); ;"],
  "early return removed": ["if (a) return 1; if (b) c(); return 2;", "; if (b) c(); return 2;"],
  "errno replaced": ["return -EBADF;", "return -EINVAL;"],
  "bound off by one": ["return f(a - 1, b - 2);", "return f((a), b - 2);"],
  "lock dropped": [
    "memory.lock(a); b(); memory.unlock(a); c(); memory.lock(a);",
    "; b(); ; c(); ;",
    "memory.lock(a); b(); ; c(); ;",
  ],
  "read section dropped": ["memory.rcuReadLock(); a(); memory.rcuReadUnlock();", "; a(); ;"],
  "read section left between two statements": [
    "memory.rcuReadLock(); a(); b(); memory.rcuReadUnlock();",
    "memory.rcuReadLock(); a(); memory.rcuReadUnlock(); memory.rcuReadLock(); b(); memory.rcuReadUnlock();",
  ],
  "accesses swapped": [
    "memory.store(a, 1); free(kernel, b); c();",
    "free(kernel, b); memory.store(a, 1); c();",
  ],
  "atomic split in two": [
    "return memory.add(a, -1);",
    "return ((to) => (memory.store((a), to), to))(memory.load((a)) + (-1));",
  ],
  "release left out": ["fput(a); b();", "; b();"],
};

/** The texts that an operator makes of a body. */
function faulty(operator: string, body: string): string[] {
  const begin = "const { EBADF, EINVAL } = errnoNumbers;\nfunction f() { ";
  const text = `${begin}${body} }`;
  const mutants = [...mutantsOf("f.ts", text, 1).values()]
    .flatMap(({ mutants }) => mutants)
    .filter((mutant) => mutant.operator === operator);
  return mutants.map(({ edits }) => mutated(text, edits).slice(begin.length, -2)).sort();
}

describe("operators", () => {
  test.each([
    ["into a section, at its begin", "memory.load(a); memory.lock(l);"],
    ["into a section, at its end", "memory.unlock(l); memory.load(a);"],
    ["into a read section", "memory.load(a); memory.rcuReadLock();"],
    ["of two stores into one object", "memory.store(a + X.one, 1); memory.store(a + X.two, 2);"],
  ])("no swap is tried that nothing can notice: %s", (_, body) => {
    expect(faulty("accesses swapped", body)).toEqual([]);
  });

  test.each([
    ["out of a section, at its begin", "memory.lock(l); memory.load(a);"],
    ["out of a section, at its end", "memory.load(a); memory.unlock(l);"],
    ["of stores into two objects", "memory.store(a + X.one, 1); memory.store(b + X.one, a);"],
    ["of stores into one word", "memory.store(a + X.one, 1); memory.store(a + X.one, 2);"],
    ["of a store that loads", "memory.store(a + X.one, 1); memory.store(a + X.two, memory.load(a + X.one));"],
    ["of what waits", "memory.unlock(l); waitEvent(memory, a);"],
    ["of what releases", "fput(kernel, a); memory.lock(l);"],
  ])("a swap is tried that may be noticed: %s", (_, body) => {
    expect(faulty("accesses swapped", body)).toHaveLength(1);
  });

  test("each is tried here", () => {
    expect(Object.keys(made).sort()).toEqual(Object.keys({ ...usual, ...ours }).sort());
  });

  test.each(Object.entries(made))("%s", (operator, [body, ...expected]) => {
    expect(faulty(operator, body)).toEqual([...expected].sort());
  });
});

describe("the draw", () => {
  const text =
    "function f() { a(); b(); c(); }\nclass C { m(x = 0) { return () => x + 1; } get g() { return h; } }";
  const ids = (seed: number): string[] =>
    [...mutantsOf("f.ts", text, seed).values()].flatMap(({ mutants }) => mutants).map(({ id }) => id);

  test("functions have the names of what they are in, and those without a place for a fault are left out", () => {
    expect([...mutantsOf("f.ts", text, 1).keys()]).toEqual(["f.ts f", "f.ts C.m"]);
  });

  test("the seed decides the order, and nothing else", () => {
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(3));
    expect(ids(1).sort()).toEqual(ids(3).sort());
  });

  describe("is spread", () => {
    const locked = "memory.lock(a); memory.store(b, 1); memory.store(c, 1); memory.unlock(a);";
    const text = `
      function few() { return x + 1; }
      function some() { memory.add(a, 1); if (b) c(); }
      function most() { ${locked} memory.add(b, 1); }
      function many() { ${locked} }`;
    const drawn = (count: number, compiles: (mutant: Mutant) => boolean = () => true): Mutant[] =>
      spread(mutantsOf("f.ts", text, 1), count, 1, compiles);
    const namesOf = (mutants: readonly Mutant[]): string[] => mutants.map(({ functionName }) => functionName);

    test("each function has a fault before any has a second, those with more accesses first", () => {
      expect(namesOf(drawn(6))).toEqual(["most", "many", "some", "few", "most", "many"]);
    });

    test("an operator of ours comes before the usual ones, and the least drawn before the others", () => {
      const operators = drawn(8).map(({ functionName, operator }) => `${functionName} ${operator}`);
      const [most, many, some] = operators;
      expect(some).toBe("some atomic split in two");
      expect(new Set([most, many, some].map((one) => one?.slice(5))).size).toBe(3);
      expect(operators.slice(4).every((one) => !one.includes("negated"))).toBe(true);
    });

    test("what does not compile is passed over, and a function whose faults are used up", () => {
      const locks = drawn(100, ({ operator }) => operator === "lock dropped");
      expect(namesOf(locks)).toEqual(["most", "many"]);
      expect(new Set(drawn(100).map(({ id }) => id)).size).toBe(drawn(100).length);
    });
  });
});
