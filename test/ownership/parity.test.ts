/** The corpus of pairs: the rules and rustc say the same, save where a reason is written down. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readExceptions, readPairs, readRecord, tableFile } from "../../scripts/parity/corpus.js";
import { measure } from "../../scripts/parity/measure.js";
import { compileRust, rustcVersion } from "../../scripts/parity/rustc.js";
import { agrees, agreesOnCode, pageOf, rowsOf, type Row } from "../../scripts/parity/table.js";
import { formatDiagnostic, rules, type RuleName } from "../../src/ownership/index.js";
import { need, needs } from "../tools.js";

const pairs = readPairs();
const record = readRecord();
let rows: Row[];
let comparable: Row[];

beforeAll(async () => {
  rows = rowsOf(pairs, await measure(pairs), record, readExceptions());
  comparable = rows.filter(({ exception }) => exception === undefined);
});

function names(some: readonly Row[]): string[] {
  return some.map(({ pair }) => pair.name);
}

describe("the corpus", () => {
  test("has at least 120 comparable pairs, about half of them accepted", () => {
    const rejected = comparable.filter(({ rustc }) => rustc.length > 0);
    expect(comparable.length).toBeGreaterThanOrEqual(120);
    expect(rejected.length / comparable.length).toBeGreaterThan(0.4);
    expect(rejected.length / comparable.length).toBeLessThan(0.6);
  });

  test("has accepted and refused programs of every rule", () => {
    for (const rule of Object.keys(rules)) {
      const own = rows.filter(({ pair }) => pair.rule === rule);
      const refused = own.filter(({ measure }) => measure.lint.some((found) => found.rule === rule));
      expect([rule, refused.length > 1, refused.length < own.length - 1]).toEqual([rule, true, true]);
    }
  });

  test("is recorded, all of it and nothing else", () => {
    expect(Object.keys(record.verdicts)).toEqual(pairs.map(({ name }) => name));
  });
});

describe("the verdicts", () => {
  test("of the rules are those of rustc", () => {
    expect(names(comparable.filter((row) => !agrees(row)))).toEqual([]);
  });

  test("that cannot agree do not, and each has its reason", () => {
    const excepted = rows.filter(({ exception }) => exception !== undefined);
    expect(names(excepted)).toEqual(Object.keys(readExceptions()));
    expect(names(excepted.filter(agrees))).toEqual([]);
  });

  test("name the same error, but for a name that is a borrow in one language and a value in the other", () => {
    expect(names(comparable.filter((row) => !agreesOnCode(row)))).toEqual(["use-after-move/alias-of-moved"]);
  });

  test("of guards are of programs that the rules refuse", () => {
    const alarmed = rows.filter(({ measure }) => (measure.guards ?? []).length > 0);
    expect(alarmed.length).toBeGreaterThan(20);
    // A file may be held across an await, but this one's syscall returns meanwhile: no signature says that.
    expect(names(alarmed.filter(({ measure }) => measure.lint.length === 0))).toEqual([
      "held-across-suspension/file-held",
    ]);
  });

  test("are in the page", () => {
    expect(readFileSync(tableFile, "utf8"), "npm run record -- parity").toBe(pageOf(rows, record.release));
  });

  test("of this rustc are the recorded ones", need(needs.rustc, rustcVersion() !== undefined), async () => {
    const { verdicts } = await compileRust(pairs);
    expect(verdicts).toEqual(record.verdicts);
  });
});

describe("the text of the diagnostics", () => {
  // One file a rule, to be read as a user reads them; vitest -u writes them.
  test.each(Object.keys(rules) as RuleName[])("%s", async (rule) => {
    const texts = pairs.flatMap(({ name, typescript }) => {
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
    }
    await expect(`${texts.join("\n\n")}\n`).toMatchFileSnapshot(`messages/${rule}.txt`);
  });
});
