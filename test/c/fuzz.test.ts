/** Whatever stands in a file, it is read or refused with line and cause: functions that are changed at random. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { lower } from "../../src/c/lower.js";
import { Refusal } from "../../src/c/refusal.js";
import { readUnit } from "../../src/c/unit.js";
import { runs } from "../effort.js";
import { programs } from "./programs.js";

/** Pieces that are put in: what opens, closes and separates, and what begins something. */
const PIECES = [
  ..."( ) { } [ ] ; : , ? = * & . -> ... # \\ \" '".split(" "),
  ..."if else for while do switch case default goto return break struct sizeof CLASS __free 0x 1e+ /* \n".split(
    " ",
  ),
];

/** What is done to a text at a place: a stretch of it goes, comes twice, moves, or something is put in. */
const change = fc.record({
  where: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 12 }),
  how: fc.constantFrom("remove", "repeat", "reverse", "insert"),
  piece: fc.constantFrom(...PIECES),
});

test("mutated functions are read or refused", () => {
  let refused = 0;
  let read = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(programs)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (source, changes) => {
        let text = source;
        for (const { where, length, how, piece } of changes) {
          const from = Math.floor(where * text.length);
          const old = text.slice(from, from + length);
          const now = { remove: "", repeat: old + old, reverse: [...old].reverse().join(""), insert: piece }[
            how
          ];
          text = text.slice(0, from) + now + text.slice(how === "insert" ? from : from + length);
        }
        for (const definition of readUnit("a.c", text).functions.values()) {
          try {
            lower(definition.body);
            read++;
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            expect(error.reason).not.toBe("");
            expect(error.line).toBeGreaterThan(0);
            expect(error.line).toBeLessThanOrEqual(text.split("\n").length);
            refused++;
          }
        }
      },
    ),
    { seed: 22, numRuns: runs({ fast: 300, usual: 3000, long: 100_000 }) },
  );
  expect(read).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
});
