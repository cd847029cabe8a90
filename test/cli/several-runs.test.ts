/** Reports of several counterexamples, as a process: what replay and export print is one document. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownFolder, violated } from "./own-folder.js";
import { runShared } from "./run.js";

let folder = "";
beforeAll(() => {
  folder = ownFolder({ "one.ts": violated("one"), "two.ts": violated("two") });
  for (const [name, files] of [
    ["one.json", ["one.ts"]],
    ["both.json", ["one.ts", "two.ts"]],
  ] as const) {
    writeFileSync(path.join(folder, name), runShared(["check", ...files, "--json"], folder).out);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("JSON is a list of several, and the thing itself when there is one", () => {
  test.each([
    [["replay", "--json"], "trace"],
    [["export"], "steps"],
    [["export", "--format", "itf"], "states"],
  ])("%j", ([command = "", ...args], part) => {
    const both = runShared([command, "both.json", ...args], folder);
    expect(both.code, both.err).toBe(0);
    const list = JSON.parse(both.out) as object[];
    expect(list).toHaveLength(2);
    for (const one of list) expect(one).toHaveProperty(part);
    expect(JSON.parse(runShared([command, "one.json", ...args], folder).out)).toEqual(list[0]);
  });
});

test.each(["mermaid", "shiviz"])("%s shows one run: the tokens are named", (format) => {
  const { code, out, err } = runShared(["export", "both.json", "--format", format], folder);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(
    new RegExp(`^error: both\\.json has 2 counterexamples, and ${format} shows one run\nName one`),
  );
  const [, token = "", file = ""] =
    /^ {2}two:\n {4}fd-reservation export (\S+) (\S+) --format \w+$/m.exec(err) ?? [];
  const one = runShared(["export", token, file, "--format", format], folder);
  expect(one.code, one.err).toBe(0);
});
