/** The faults are those that their operators say, in an order that the seed decides. */
import { describe, expect, test } from "vitest";
import { mutantsOf, mutated } from "./draw.js";
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
    "memory.rcuReadLock(); memory.rcuReadUnlock(); memory.rcuReadLock(); a(); b(); memory.rcuReadUnlock();",
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
    .flat()
    .filter((mutant) => mutant.operator === operator);
  return mutants.map(({ edits }) => mutated(text, edits).slice(begin.length, -2)).sort();
}

describe("operators", () => {
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
    [...mutantsOf("f.ts", text, seed).values()].flat().map(({ id }) => id);

  test("functions have the names of what they are in, and those without a place for a fault are left out", () => {
    expect([...mutantsOf("f.ts", text, 1).keys()]).toEqual(["f.ts f", "f.ts C.m"]);
  });

  test("the seed decides the order, and nothing else", () => {
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(3));
    expect(ids(1).sort()).toEqual(ids(3).sort());
  });
});
