/** Every JSON that a command prints, or writes for another command, is what the published schema says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { explore } from "fd-reservation/explore";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as structures from "../../examples/structures/counter.js";
import { runShared } from "./run.js";
import { errorsOf, expectKind } from "./schema.js";

const json = (...args: string[]): unknown => JSON.parse(runShared(args).out);

const FILES = ["examples/races/rule-2.ts", "examples/tutorial/broken.ts", "examples/structures/counter.ts"];
const SHARDED = ["test/fixtures/check/lost-increment.ts", "examples/structures/counter.ts"];
const CALL_SITES = "examples/callsites/{openat,pipe2}/*.ts";

describe("every command", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
  let token = "";
  let file = "";

  beforeAll(() => {
    const report = json("check", "--json", ...FILES) as {
      readonly scenarios: readonly {
        readonly file: string;
        readonly counterexample?: { readonly token: string };
      }[];
    };
    const found = report.scenarios.find(({ counterexample }) => counterexample !== undefined);
    token = found?.counterexample?.token ?? "";
    file = found?.file ?? "";
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** By command, and the options with which it prints JSON: the kind of each document. */
  const commands: Readonly<Record<string, readonly (readonly [kind: string, args: () => string[]])[]>> = {
    check: [
      ["check", () => ["--json", ...FILES]],
      ["check", () => ["--json", "--max-states", "3", "test/fixtures/check/lost-increment.ts"]],
      // A number is passed for a file.
      ["check", () => ["--json", "examples/misuse/number-as-file/token.ts"]],
      // With a report of the lint.
      ["check", () => ["--json", "test/fixtures/check/used-after-commit.ts"]],
    ],
    lint: [
      ["lint", () => ["--json", "test/fixtures/compilers"]],
      ["lint", () => ["--json", "src/cli/count.ts"]],
    ],
    replay: [["replay", () => [token, file, "--json"]]],
    export: [
      ["trace", () => [token, file, "--format", "json"]],
      ["itf", () => [token, file, "--format", "itf"]],
    ],
    cost: [
      ["cost", () => ["--json", CALL_SITES]],
      ["code", () => ["--json", "--code", CALL_SITES]],
    ],
    matrix: [
      ["matrix", () => ["--json", "--recorded", "docs/matrix.json"]],
      ["matrix", () => ["--json", "--design", "examples/own-design/scoped.ts", "examples/own-design"]],
    ],
  };

  test.each(
    Object.entries(commands).flatMap(([command, runs]) =>
      runs.map(([kind, args]) => ({ command, kind, args })),
    ),
  )("$command prints a document of kind $kind", ({ command, kind, args }) => {
    expectKind(kind, json(command, ...args()));
  });

  test("a report of several counterexamples is a list, for replay and for export", () => {
    const report = path.join(folder, "report.json");
    writeFileSync(report, runShared(["check", "--json", ...FILES]).out);
    const lists = [
      ["replay", json("replay", report, ...FILES, "--json")],
      ["trace", json("export", report, ...FILES, "--format", "json")],
      ["itf", json("export", report, ...FILES, "--format", "itf")],
    ] as const;
    for (const [kind, list] of lists) {
      expect((list as unknown[]).length).toBeGreaterThan(1);
      expectKind(kind, list);
    }
  });

  test("check --shard writes a document, and merge prints one", () => {
    const parts = [1, 2].map((index) => {
      const part = path.join(folder, `part-${index}.json`);
      runShared(["check", ...SHARDED, "--shard", `${index}/2`, "--blob", part]);
      return part;
    });
    for (const part of parts) expectKind("shards", JSON.parse(readFileSync(part, "utf8")));
    expectKind("check", json("merge", "--json", ...parts));
  });

  test("lint --update-baseline writes a document, and lint --baseline compares with it", () => {
    const known = path.join(folder, "baseline.json");
    const lint = ["lint", "test/fixtures/compilers", "--baseline", known];
    runShared([...lint, "--update-baseline"]);
    expectKind("baseline", JSON.parse(readFileSync(known, "utf8")));
    expectKind("lint", json(...lint, "--json"));
  });

  test("no other command says that it prints JSON", () => {
    const names = [...runShared(["--help"]).out.matchAll(/^ {2}(\w+) .*\S {2,}/gm)].map(
      ([, name = ""]) => name,
    );
    expect(names).toContain("check");
    const printing = names.filter(
      (name) => name !== "help" && /--json\b|\bjson\b/.test(runShared([name, "--help"]).out),
    );
    // What `c` prints, test/cli/c.test.ts reads.
    expect(printing.sort()).toEqual([...Object.keys(commands), "c", "merge"].sort());
  });
});

test("a bounded search, and what the schema refuses", () => {
  const bounded = { ...explore(structures.forgotten, { maxStates: 1 }), file: "x.ts" };
  expect(errorsOf("exploration", JSON.parse(JSON.stringify(bounded)))).toEqual([]);
  expect(errorsOf("exploration", { ...bounded, bound: "the limit of 1 states" })).not.toEqual([]);
  expect(errorsOf("violation", { kind: "kernel", message: "no rule" })).not.toEqual([]);
  expect(errorsOf("access", { op: "store fd[3] of table@4" })).not.toEqual([]);
  expect(
    errorsOf("access", { op: "store", word: { kind: "table", address: 4, field: "fd", index: 3 } }),
  ).toEqual([]);
});

test("records of what commands print are what the schema says", () => {
  const record = (file: string): unknown => JSON.parse(readFileSync(path.join("docs", file), "utf8"));
  expectKind("matrix", record("matrix.json"));
  expectKind("cost", record("cost.json"));
  const { command: _, ...code } = record("data/cleanup.json") as Readonly<Record<string, unknown>>;
  expectKind("code", code);
});
