/** The page about costs is what its records make, and what is counted in sources is what they say today. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { costPage, pageFile, readRecords } from "../../scripts/cost.js";
import { measureCode } from "../../src/cli/internal.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { cost, code } = readRecords();
const remedy = "stale: npm run record -- cost, and commit docs/";

test("docs/cost.md is what the records make", () => {
  expect(readFileSync(pageFile, "utf8"), remedy).toBe(costPage(cost, code));
});

test("docs/data/cleanup.json is what the sources say", () => {
  expect(code, remedy).toMatchObject(measureCode([path.join(root, "examples/callsites/**/*.ts")]));
});
