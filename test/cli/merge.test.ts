/** What merge takes and refuses, as a process: only the shards of one run, all of them, each once. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holding, ownFolder, violated } from "./own-folder.js";
import { runShared, type Outcome } from "./run.js";

let folder = "";
beforeAll(() => {
  folder = ownFolder({
    "good.ts": holding("good"),
    "wrong.ts": violated("wrong"),
    "same/one.ts": holding("the same name"),
    "same/two.ts": violated("the same name"),
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `check` on one shard of two and gives the file that it wrote. */
function shard(index: 1 | 2, blob: string, ...args: string[]): string {
  const { code, err } = runShared(["check", ...args, "--shard", `${index}/2`, "--blob", blob], folder);
  expect(code, err).not.toBe(2);
  return blob;
}

function refused({ code, out, err }: Outcome): string {
  expect([code, out]).toEqual([2, ""]);
  return err;
}

describe("shards of different runs are refused, whichever is named first", () => {
  type Written = { options: Record<string, unknown>; scenarios: unknown[]; ownership: unknown[] };
  const read = (blob: string): Written =>
    JSON.parse(readFileSync(path.join(folder, blob), "utf8")) as Written;
  const write = (blob: string, written: Written): void =>
    writeFileSync(path.join(folder, blob), JSON.stringify(written));
  let one: Written;
  let two: Written;
  beforeAll(() => {
    one = read(shard(1, "one.json", "good.ts", "wrong.ts"));
    two = read(shard(2, "two.json", "good.ts", "wrong.ts"));
  });

  test("other files: what only one of them saw is not lost", () => {
    shard(1, "good.json", "good.ts");
    const cause = /^error: two\.json has "wrong" \(wrong\.ts\), which good\.json has not\n.*the same files/;
    expect(refused(runShared(["merge", "good.json", "two.json"], folder))).toMatch(cause);
    expect(refused(runShared(["merge", "two.json", "good.json"], folder))).toMatch(cause);
  });

  test("other options, as a shard writes them", () => {
    const args = ["--no-ownership", "--no-reduce", "--failures", "2", "--max-seconds", "9", "--compact"];
    shard(2, "options.json", "good.ts", "wrong.ts", ...args);
    expect([one.options, read("options.json").options]).toEqual([
      { reduce: true, ownership: true },
      { reduce: false, ownership: false, failures: 2, maxSeconds: 9, compact: true },
    ]);
    expect(refused(runShared(["merge", "one.json", "options.json"], folder))).toMatch(
      /options\.json was made with --/,
    );
  });

  test.each<[object, object, RegExp]>([
    [{}, { ownership: false }, /^error: b\.json was made with --no-ownership, a\.json without\n/],
    [{ reduce: false }, {}, /^error: a\.json was made with --no-reduce, b\.json without\n/],
    [{}, { maxSeconds: 9 }, /^error: b\.json was made with --max-seconds 9, a\.json without\n/],
    [
      { failures: 2 },
      { failures: 3 },
      /^error: a\.json was made with --failures 2, b\.json with --failures 3\n/,
    ],
    [{ compact: true }, {}, /^error: a\.json was made with --compact, b\.json without\n.*the same options/],
  ])("%j and %j", (mine, theirs, cause) => {
    write("a.json", { ...one, options: { ...one.options, ...mine } });
    write("b.json", { ...two, options: { ...two.options, ...theirs } });
    expect(refused(runShared(["merge", "a.json", "b.json"], folder))).toMatch(cause);
  });

  test("another order", () => {
    write("order.json", { ...two, scenarios: [...two.scenarios].reverse() });
    expect(refused(runShared(["merge", "one.json", "order.json"], folder))).toMatch(
      /one\.json and order\.json do not have the same scenarios in the same order/,
    );
  });

  test("other findings of the ownership rules", () => {
    write("found.json", { ...two, ownership: [{ file: "good.ts", rule: "leak", rendered: "error[leak]" }] });
    expect(refused(runShared(["merge", "one.json", "found.json"], folder))).toMatch(
      /one\.json and found\.json differ in what the ownership lint reported/,
    );
  });
});

test("two scenarios of the same name are two: each is merged with its own shards", () => {
  const files = ["same/*.ts"];
  const { code, out, err } = runShared(
    ["merge", shard(1, "s1.json", ...files), shard(2, "s2.json", ...files)],
    folder,
  );
  expect(err).toBe("");
  expect(out.match(/^the same name .* (holds|violated)$/gm)?.map((line) => line.split(" ").at(-1))).toEqual([
    "holds",
    "violated",
  ]);
  expect(code).toBe(1);
});

describe("valid JSON that is no file of a shard is refused", () => {
  test.each([
    "null",
    "[]",
    '{"version":1,"scenarios":[]}',
    '{"version":1,"scenarios":[null]}',
    '{"version":1,"ownership":[],"options":{"reduce":true,"ownership":true},"scenarios":[]}',
    '{"version":1,"ownership":[],"options":{"reduce":true,"ownership":true},"scenarios":[{"file":"a.ts","name":"a"}]}',
    '{"version":1,"ownership":[],"options":{"reduce":true,"ownership":true},"scenarios":[{"file":"a.ts","name":"a","shard":{"version":1,"index":1,"count":1,"mark":"abcd","exploration":{"verdict":"holds"},"fingerprints":""}}]}',
  ])("%s", (text) => {
    writeFileSync(path.join(folder, "other.json"), text);
    expect(refused(runShared(["merge", "other.json"], folder))).toMatch(
      /^error: other\.json is no file of a shard\n/,
    );
  });

  test("a report", () => {
    writeFileSync(path.join(folder, "report.json"), runShared(["check", "wrong.ts", "--json"], folder).out);
    expect(refused(runShared(["merge", "report.json"], folder))).toMatch(
      /report\.json is no file of a shard/,
    );
  });
});
