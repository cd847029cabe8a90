/** What is no argument is refused, and the table is as it was: no value corrupts it. */
import fc from "fast-check";
import { checkTable, errnoNumbers, FdTable } from "fd-reservation/table";
import { expect, test } from "vitest";
import { runs } from "../effort.js";

const { EBADF, EINVAL } = errnoNumbers;

/** What a program passes by mistake where a number is wanted. */
const wrong = [
  0.5,
  -0.5,
  2.5,
  Number.NaN,
  Infinity,
  -Infinity,
  -1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  "0",
  "1",
  "",
  undefined,
  null,
  true,
  {},
  [],
  [1],
  { valueOf: () => 1 },
  1n,
  Symbol.iterator,
  () => 1,
] as const;

const value = fc.oneof(
  { weight: 3, arbitrary: fc.nat(8) },
  { weight: 2, arbitrary: fc.constantFrom(...wrong) },
  { weight: 1, arbitrary: fc.anything() },
);
const calls = [
  "open",
  "openPair",
  "reserve",
  "get",
  "file",
  "close",
  "closeRange",
  "dup",
  "dup2",
  "dup3",
  "renumber",
  "fcntl",
  "setLimit",
] as const;
const call = fc.tuple(fc.constantFrom(...calls), fc.array(value, { maxLength: 4 }));

test("any arguments, in any order: every invariant holds after each", () => {
  const property = fc.property(fc.array(call, { maxLength: 40 }), (list) => {
    const table = new FdTable<unknown>();
    for (const object of ["a", "b", "c"]) table.open(object);
    for (const [name, given] of list) {
      (table[name] as (...args: unknown[]) => unknown)(...given);
      expect(checkTable(table)).toEqual([]);
    }
  });
  fc.assert(property, { numRuns: runs({ fast: 200, usual: 500, long: 20_000 }) });
});

const isWrong = (given: unknown): boolean => given !== -1;

test("what is no number is EBADF where a descriptor is wanted, EINVAL elsewhere", () => {
  const table = new FdTable<string>();
  for (const object of ["a", "b"]) table.open(object);
  const before = JSON.stringify(table.snapshot());
  for (const given of wrong as readonly unknown[] as readonly number[]) {
    expect({ given, results: [table.close(given), table.dup(given), table.dup2(0, given)] }).toEqual({
      given,
      results: [-EBADF, -EBADF, -EBADF],
    });
    expect([table.dup2(given, 0), table.dup3(given, 0), table.dup3(0, given)]).toEqual([
      -EBADF,
      -EBADF,
      -EBADF,
    ]);
    expect([table.renumber(given, 0), table.renumber(0, given), table.fcntl(given, 1)]).toEqual([
      -EBADF,
      -EBADF,
      -EBADF,
    ]);
    expect([table.get(given), table.file(given)]).toEqual([undefined, undefined]);
    if (given === undefined) continue; // a default argument
    // A number to close_range, which finds nothing open there.
    const isRange = given === 2 ** 31;
    expect(table.closeRange(given, given)).toBe(isRange ? 0 : -EINVAL);
    expect(table.dup3(0, 1, given)).toBe(-EINVAL);
    expect(table.fcntl(0, 0, given)).toBe(-EINVAL);
    if (isWrong(given))
      expect([table.open("x", given), table.openPair("x", "y", given)]).toEqual([-EINVAL, -EINVAL]);
  }
  expect(JSON.stringify(table.snapshot())).toBe(before);
});
