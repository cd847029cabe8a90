/** Files that are valid JSON of the wrong kind, as a process: one line says what they are not, one what to name. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holding, ownFolder } from "./own-folder.js";
import { runShared } from "./run.js";

let folder = "";
beforeAll(() => {
  folder = ownFolder({ "good.ts": holding("good") });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file and runs a command on it, which must refuse. */
function refusedWith(text: string, ...args: string[]): string {
  writeFileSync(path.join(folder, "input.json"), text);
  const { code, out, err } = runShared([...args, "input.json"], folder);
  expect([code, out], err).toEqual([2, ""]);
  expect(err.trimEnd().split("\n")).toHaveLength(2);
  return err;
}

const entry = { scenario: "a", file: "a.ts", verdict: "violated" };
const reportOf = (verdict: string, ...scenarios: unknown[]): string =>
  JSON.stringify({ version: 2, verdict, ownership: [], scenarios });

describe("replay", () => {
  test.each([
    "null",
    "[]",
    "3",
    "{}",
    '{"scenarios":null}',
    '{"scenarios":{"a":1}}',
    '{"version":1,"scenarios":[{"file":"a.ts","name":"a","cost":[]}]}',
    reportOf("violated", null),
    reportOf("violated", { ...entry, file: undefined, counterexample: { token: "v2:abcd:a1:AA" } }),
    reportOf("violated", { ...entry, counterexample: { token: 3 } }),
    reportOf("violated", { ...entry, counterexample: null }),
  ])("%s", (text) => {
    expect(refusedWith(text, "replay")).toMatch(/^error: input\.json is neither a token nor a report\n/);
  });

  test("a shard: the file to name is the merged report", () => {
    const { code, err } = runShared(["check", "good.ts", "--shard", "1/1"], folder);
    expect(code, err).toBe(0);
    const replayed = runShared(["replay", "shard-1-of-1.json"], folder);
    expect([replayed.code, replayed.out]).toEqual([2, ""]);
    expect(replayed.err).toMatch(
      /^error: shard-1-of-1\.json is one shard, and no report\n.*fd-reservation merge .* --json > report\.json/,
    );
  });

  test("all hold only where the report says so", () => {
    const holds = reportOf("holds", { ...entry, verdict: "holds" });
    expect(refusedWith(holds, "replay")).toMatch(/input\.json has no counterexample\n.*: all hold\./);
    const missed = reportOf("violated", { ...entry, verdict: "not-reproduced" });
    expect(refusedWith(missed, "replay")).toMatch(/input\.json has no counterexample\n(?!.*all hold)/);
  });
});

describe("matrix --recorded", () => {
  const cells = { raw: { layer: "types", level: 9 } };
  const rows = [{ group: "bugs", name: "leak", cells }];
  const counts = { "cannot be written": 0, harmless: 0, types: 1, lint: 0, guard: 0, explorer: 0, none: 0 };
  const places = [{ design: "raw", tried: 1, counts, place: 9, lowest: 9 }];
  const table = { version: 1, designs: ["raw"], rows, places };

  test("a table as --json writes it is printed", () => {
    writeFileSync(path.join(folder, "table.json"), JSON.stringify(table));
    const { code, out, err } = runShared(["matrix", "--recorded", "table.json"], folder);
    expect(err).toBe("");
    expect(out).toMatch(/^bugs +raw\nleak +types\n/);
    expect(code).toBe(0);
  });

  test.each([
    ["null", null],
    ["no designs and places", { version: 1, rows: [] }],
    ["rows that are none", { ...table, rows: [null] }],
    ["a cell that is none", { ...table, rows: [{ ...rows[0], cells: { raw: null } }] }],
    [
      "a layer that does not exist",
      { ...table, rows: [{ ...rows[0], cells: { raw: { layer: "luck", level: 9 } } }] },
    ],
    ["a place without counts", { ...table, places: [{ ...places[0], counts: {} }] }],
    ["fewer places than designs", { ...table, places: [] }],
  ])("%s", (_, value) => {
    expect(refusedWith(JSON.stringify(value), "matrix", "--recorded")).toMatch(
      /^error: input\.json is not a recorded table\n/,
    );
  });
});
