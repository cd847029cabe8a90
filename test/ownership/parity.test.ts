/** The corpus of pairs: the rules and rustc say the same, save where a reason is written down. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { isWhole, readKnown, readPairs, readRecord, shapes, tableFile } from "../../scripts/parity/corpus.js";
import { measure } from "../../scripts/parity/measure.js";
import { recompileRust, rustcVersion } from "../../scripts/parity/rustc.js";
import {
  agrees,
  agreesOnCode,
  isComparable,
  isRejected,
  isToAgree,
  pageOf,
  rowsOf,
  type Row,
} from "../../scripts/parity/table.js";
import { formatDiagnostic, rules, type RuleName } from "../../src/ownership/index.js";
import { need, needs } from "../tools.js";

const pairs = readPairs();
const whole = pairs.filter(isWhole);
const record = readRecord();
const known = readKnown();
let rows: Row[];
let comparable: Row[];

beforeAll(async () => {
  rows = rowsOf(pairs, await measure(pairs), record, known);
  comparable = rows.filter(isComparable);
});

function names(some: readonly Row[]): string[] {
  return some.map(({ pair }) => pair.name);
}

/** The pairs that have a reason to differ, and do. */
function differing(reasonOf: (row: Row) => string | undefined): string[] {
  return names(rows.filter((row) => reasonOf(row) !== undefined && !agrees(row)));
}

/** The rules that rustc could have: it disposes the fields of an object, and what its base owns, by itself. */
const compared = (Object.keys(rules) as RuleName[]).filter(
  (rule) => rule !== "field-not-disposed" && rule !== "super-not-disposed",
);

describe("the corpus", () => {
  test("has at least 400 comparable pairs, about half of them accepted", () => {
    const rejected = comparable.filter(isRejected);
    expect(comparable.length).toBeGreaterThanOrEqual(400);
    expect(rejected.length / comparable.length).toBeGreaterThan(0.4);
    expect(rejected.length / comparable.length).toBeLessThan(0.6);
  });

  test("has accepted and refused programs of every rule", () => {
    for (const rule of compared) {
      const own = rows.filter(({ pair }) => pair.group === rule);
      const refused = own.filter(({ measure }) => measure.lint.some((found) => found.rule === rule));
      expect([rule, refused.length > 1, refused.length < own.length - 1]).toEqual([rule, true, true]);
    }
  });

  test("has accepted and refused programs of every shape, at least 130 together", () => {
    for (const shape of Object.keys(shapes)) {
      const own = rows.filter(({ pair }) => pair.group === shape);
      const refused = own.filter(isRejected);
      expect([shape, refused.length > 1, refused.length < own.length - 1]).toEqual([shape, true, true]);
    }
    expect(rows.filter(({ pair }) => pair.group in shapes).length).toBeGreaterThanOrEqual(130);
  });

  test("has programs that compile, save where the compiler's error is the mistake", () => {
    const unexpected = rows.filter(
      (row) => !isRejected(row) && row.measure.types.some((code) => code !== "TS2684"),
    );
    expect(names(unexpected)).toEqual([]);
  });

  test("is recorded, all of it and nothing else", () => {
    expect(Object.keys(record.verdicts)).toEqual(whole.map(({ name }) => name));
  });
});

describe("the verdicts", () => {
  test("of the rules are those of rustc", () => {
    expect(names(rows.filter((row) => isToAgree(row) && !agrees(row)))).toEqual([]);
  });

  test("reject what stands in TypeScript alone: it forgets to dispose", () => {
    const alone = rows.filter(({ rustc }) => rustc === undefined);
    expect(alone.length).toBeGreaterThan(5);
    expect(names(alone.filter(({ measure }) => measure.lint.length === 0))).toEqual([]);
  });

  test("that cannot agree do not, and each has its reason", () => {
    expect(differing(({ exception }) => exception)).toEqual(Object.keys(known.exceptions));
  });

  // A pair that agrees now must leave the list.
  test(`on which the lint is wrong today are the ${Object.keys(known.differences).length} of the list`, () => {
    expect(differing(({ difference }) => difference)).toEqual(Object.keys(known.differences));
  });

  test("name the same error, but for those that have a reason", () => {
    const others = rows.filter((row) => isToAgree(row) && !agreesOnCode(row));
    expect(names(others)).toEqual(Object.keys(known.otherErrors));
  });

  test("of guards are of programs that the rules refuse", () => {
    const alarmed = rows.filter(({ measure }) => (measure.guards ?? []).length > 0);
    expect(alarmed.length).toBeGreaterThan(20);
    // A file may be held across an await, but this one's syscall returns meanwhile: no signature says that.
    expect(names(alarmed.filter((row) => isToAgree(row) && row.measure.lint.length === 0))).toEqual([
      "held-across-suspension/file-held",
    ]);
  });

  test("are in the page", () => {
    expect(readFileSync(tableFile, "utf8"), "npm run record -- parity").toBe(pageOf(rows, record.release));
  });

  test("of this rustc are the recorded ones", need(needs.rustc, rustcVersion() !== undefined), async () => {
    expect(await recompileRust(whole, record)).toEqual(record.verdicts);
  });
});

describe("the text of the diagnostics", () => {
  // One file a rule, to be read as a user reads them, of the pairs that are about a rule; vitest -u writes them.
  const sortedByRule = pairs.filter(({ group }) => group in rules);

  test.each(compared)("%s", async (rule) => {
    const texts = sortedByRule.flatMap(({ name, typescript }) => {
      const source = readFileSync(typescript, "utf8");
      const found = rows.find(({ pair }) => pair.name === name)?.measure.lint ?? [];
      return found
        .filter((diagnostic) => diagnostic.rule === rule)
        .map((diagnostic) => formatDiagnostic(diagnostic, source, { path: `${name}.ts` }));
    });
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) {
      expect(text).toMatch(/^error\[[a-z-]+\]: .+\n +--> .+:\d+:\d+\n/);
      expect(text).toContain("^");
      expect(text.split("\n").filter((line) => line.length > 120)).toEqual([]);
    }
    await expect(`${texts.join("\n\n")}\n`).toMatchFileSnapshot(`messages/${rule}.txt`);
  });
});
