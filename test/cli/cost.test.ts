/** The cost command as a process: the ledger, what it counts in sources, and that the recorded ledger is today's. */
import { describe, expect, test } from "vitest";
import { readRecords } from "../../scripts/cost.js";
import type { CodeReport } from "../../src/cli/cost-code.js";
import type { CostReport } from "../../src/cli/cost.js";
import { fixture, runShared } from "./run.js";

const openat = "examples/callsites/openat";

describe("the ledger", () => {
  test("shows each way of committing beside mainline", () => {
    const { code, out } = runShared(["cost", `${openat}/{raw,transaction}.ts`]);
    expect(code).toBe(0);
    const rows = out.split("\n").map((line) => line.split(/ {2,}/));
    expect(rows[0]).toEqual([
      "scenario",
      "design",
      "run",
      ..."loads stores atomics locks allocations bytes own".split(" "),
    ]);
    const designs = rows.filter((row) => row[2] === "ok").map((row) => row[1]);
    const tagged = ["tagged, glue", "tagged, task-work"];
    // Plain C leaves the commit to the return; the transaction makes it itself, and has no mainline.
    expect(designs).toEqual(["mainline", ...tagged, ...tagged, "tagged, explicit"]);
    expect(out).toContain("bytes: distinct words touched, 4 bytes each.");
  });

  test("as JSON has the same numbers", () => {
    const { code, out } = runShared(["cost", "--json", `${openat}/raw.ts`]);
    expect(code).toBe(0);
    const { scenarios } = JSON.parse(out) as CostReport;
    expect(scenarios).toEqual(readRecords().cost.scenarios.filter(({ file }) => file === `${openat}/raw.ts`));
  });

  test("as Markdown is a table without gaps", () => {
    const { out } = runShared(["cost", "--markdown", `${openat}/raw.ts`]);
    const rows = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" | "));
    expect(rows).toHaveLength(2 + 6);
    expect(rows.filter((row) => row.length !== 10 || row.some((cell) => cell.trim() === ""))).toEqual([]);
  });

  test("as recorded is what is measured today: if not, npm run record -- cost", () => {
    const { out } = runShared([
      "cost",
      "--json",
      "examples/baseline/getppid.ts",
      "examples/callsites/**/*.ts",
    ]);
    expect(JSON.parse(out)).toEqual(readRecords().cost);
  });
});

describe("a scenario that cannot be counted", () => {
  const waits = fixture("waits-for-second.ts");
  const polls = fixture("polls-for-second.ts");

  test.each([
    ["broken-pipe2.ts", /The reservation of fd \d outlived its syscall/],
    ["waits-for-second.ts", /run one after the other, nobody can go on: waiting are first for/],
    ["polls-for-second.ts", /The task "first" has made \d+ accesses and not returned/],
  ])("%s is left out with the reason, and the others are counted", (name, why) => {
    const { code, out } = runShared(["cost", fixture(name), `${openat}/raw.ts`]);
    expect(code).toBe(0);
    expect(out).toMatch(/^openat, raw: .* mainline +ok /m);
    const [, file, reason] = /\nLeft out:\n {2}[^(]+ \(([^)]+)\): (.+)\n$/.exec(out) ?? [];
    expect(file).toBe(fixture(name));
    expect(reason).toMatch(why);
  });

  test("as JSON has its gaps, column by column", () => {
    const { scenarios } = JSON.parse(
      runShared(["cost", "--json", waits, `${openat}/raw.ts`]).out,
    ) as CostReport;
    const { cost, gaps } = scenarios.find(({ file }) => file === waits) as CostReport["scenarios"][number];
    expect(cost).toEqual([]);
    expect(gaps?.map(({ column }) => column)).toEqual(["mainline", "tagged, glue", "tagged, task-work"]);
  });

  test("alone is nothing to count", () => {
    const { code, out, err } = runShared(["cost", waits, polls]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/error: nothing can be counted:\n {2}.*polls-for-second.*\n {2}.*waits-for-second/);
    expect(err).toMatch(
      /\nRun fd-reservation check on what violates something; list a task before those that wait for it\.\n$/,
    );
  });
});

describe("--code", () => {
  test("counts lines, clean-up and exits", () => {
    const { code, out } = runShared(["cost", "--code", `${openat}/*.ts`]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^call site +design +lines +clean-up statements +clean-up lines +exits +clean-up exits\n/,
    );
    expect(out).toMatch(/^openat +raw +18 +2 +2 +3 +2$/m);
    expect(out).toMatch(/^openat +transaction +10 +0 +0 +0 +0$/m);
  });

  test("as JSON is what is recorded", () => {
    const { out } = runShared(["cost", "--code", "--json", "examples/callsites/**/*.ts"]);
    const report = JSON.parse(out) as CodeReport;
    expect(readRecords().code).toMatchObject(report);
  });

  test("without a call site is bad usage, with the way out", () => {
    const { code, out, err } = runShared(["cost", "--code", "examples/callsites/openat/scenario.ts"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error: no file is a call site\n.*<call site>\/<design>\.ts/);
  });
});

test.each([
  [["cost", "nowhere/*.ts"], /nowhere\/\*\.ts/],
  [["cost", fixture("type-error.ts")], /type error/],
  [["cost", "--jason", `${openat}/raw.ts`], /unknown option '--jason'/],
])("bad input, %j: a cause on standard error, nothing half printed", (args, cause) => {
  const { code, out, err } = runShared(args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(cause);
});
