/** The record of who notices which fault: every one is noticed or proven to be none, most of them from outside. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { equivalent } from "./equivalent.js";
import {
  countsOf,
  isEquivalent,
  mutationsPage,
  pageFile,
  percentFromOutside,
  recordFile,
  type MutationRecord,
} from "./record.js";

const record = JSON.parse(readFileSync(recordFile, "utf8")) as MutationRecord;

test("the page is what the record says", () => {
  expect(readFileSync(pageFile, "utf8")).toBe(mutationsPage(record));
});

test("the counts are those of the faults", () => {
  expect(record.counts).toEqual(countsOf(record.mutants));
  expect(record.mutants).toHaveLength(150);
  expect(new Set(record.mutants.map(({ id }) => id)).size).toBe(record.mutants.length);
});

test("nobody misses a fault that is one", () => {
  const missed = record.mutants.filter((mutant) => mutant.by === "nobody" && !isEquivalent(mutant));
  expect(missed.map(({ file, line, was, is }) => `${file}:${line} ${was} -> ${is}`)).toEqual([]);
});

test("an example or the oracle notices at least 85 of 100", () => {
  expect(percentFromOutside(record)).toBeGreaterThanOrEqual(85);
});

test("at most eight are equivalent", () => {
  expect(equivalent.length).toBeLessThanOrEqual(8);
});

describe.each(equivalent)("$change", ({ id, change, proof }) => {
  test("is in the record, and nobody has noticed it", () => {
    const found = record.mutants.filter((mutant) => mutant.id === id && isEquivalent(mutant));
    expect(found.map(({ functionName }) => change.includes(`\`${functionName}\``))).toEqual([true]);
  });

  test("is proven in a sentence", () => {
    expect(proof).toMatch(/^[A-Z].*\.$/);
  });
});
