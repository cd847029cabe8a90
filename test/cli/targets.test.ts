/** Where commands write, as a process: what cannot be written is said first, and names that collide are numbered. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holding, ownFolder, violated } from "./own-folder.js";
import { need, needs } from "../tools.js";
import { runShared } from "./run.js";

const closes = `{ a: (current) => current.close(0), b: (current) => current.close(0) }`;

/** Root may write to every folder. */
const asOrdinaryUser = need(needs.ordinaryUser, process.getuid?.() !== 0);
const onLinux = need(needs.fullDevice, existsSync("/dev/full"));

let folder = "";
beforeAll(() => {
  folder = ownFolder({
    "good.ts": holding("good"),
    "wrong.ts": violated("wrong"),
    "endless.ts": holding("endless").replace("current.close(0)", "{ for (;;) current.close(0); }"),
    "bugs/close/raw.ts": holding("close"),
    "one.ts": holding("the same name"),
    "two.ts": holding("the same name"),
    "others.ts": `import { scenario } from "fd-reservation/explore";
export default ["the-same-name", "The Same Name 2", "写", "読"].map((name) => scenario({ name, tasks: ${closes} }));
`,
  });
  mkdirSync(path.join(folder, "closed"));
  chmodSync(path.join(folder, "closed"), 0o500);
});
afterAll(() => {
  chmodSync(path.join(folder, "closed"), 0o700);
  rmSync(folder, { recursive: true, force: true });
});

test("init names the folder that it cannot make", () => {
  mkdirSync(path.join(folder, "taken"));
  writeFileSync(path.join(folder, "taken/scenarios"), "a file");
  const { code, err } = runShared(["init", "taken"], folder);
  expect(err).toMatch(/^error: taken\/scenarios cannot be written: E[A-Z]+\nName a folder/m);
  expect(code).toBe(2);
});

describe("check asks before the search whether its target can be written", () => {
  // The search of endless.ts would end with another message.
  const expectRefusal = (args: string[], cause: RegExp): void => {
    const { code, out, err } = runShared(["check", "endless.ts", ...args], folder);
    expect(err).toMatch(cause);
    expect([code, out]).toEqual([2, ""]);
  };
  test.each<[string[], RegExp]>([
    [["--html", "nowhere/x.html"], /^error: nowhere\/x\.html cannot be written: ENOENT\nName a file/],
    [["--html", "good.ts/x.html"], /^error: good\.ts\/x\.html cannot be written: ENOTDIR\n/],
    [["--html", "closed"], /^error: closed cannot be written: EISDIR\n/],
    [["--html", ""], /^error: "" cannot be written: ENOENT\n/],
    [["--shard", "1/2", "--blob", "nowhere/x.json"], /^error: nowhere\/x\.json cannot be written: ENOENT\n/],
  ])("%j", expectRefusal);
  test("a forbidden folder", asOrdinaryUser, () =>
    expectRefusal(["--html", "closed/x.html"], /^error: closed\/x\.html .* EACCES\n/),
  );

  test("what is found is printed, too, when writing fails in the end", onLinux, () => {
    const { code, out, err } = runShared(["check", "wrong.ts", "--html", "/dev/full"], folder);
    expect(out).toMatch(/^wrong .* violated$/m);
    expect(err).toMatch(/^error: \/dev\/full cannot be written: ENOSPC\n/m);
    expect(code).toBe(2);
  });
});

describe("options that a run does not heed are refused", () => {
  test.each([
    [
      ["--shard", "1/2", "--html", "x.html"],
      /^error: a shard gives no report: --html\n.*fd-reservation merge/,
    ],
    [["--shard", "1/2", "--json"], /^error: a shard gives no report: --json\n/],
    [["--shard", "1/2", "--traces", "--wide"], /^error: a shard gives no report: --traces, --wide\n/],
    [["--blob", "x.json"], /^error: --blob is for a shard\n.*--shard/],
  ])("%j", (args, cause) => {
    const { code, out, err } = runShared(["check", "good.ts", ...args], folder);
    expect(err).toMatch(cause);
    expect(code).toBe(2);
    // Who asks for JSON gets the error as JSON.
    if (args.includes("--json")) expect(JSON.parse(out)).toMatchObject({ verdict: "error" });
    else expect(out).toBe("");
    expect(["x.html", "x.json"].filter((name) => existsSync(path.join(folder, name)))).toEqual([]);
  });
});

describe("export --promela --out", () => {
  const expectRefusal = (out: string, cause: string): void => {
    const result = runShared(["export", "--promela", "good.ts", "--out", out], folder);
    expect(result.err).toMatch(new RegExp(`^error: ${out} cannot be written: ${cause}\nName a folder`));
    expect([result.code, result.out]).toEqual([2, ""]);
  };
  test.each([
    ["good.ts", "ENOTDIR"],
    ["good.ts/x", "ENOTDIR"],
  ])("%s: %s", expectRefusal);
  test("a forbidden folder", asOrdinaryUser, () => expectRefusal("closed", "EACCES"));

  test("models whose names collide are numbered: none is lost", () => {
    const { code, out, err } = runShared(
      ["export", "--promela", "one.ts", "two.ts", "others.ts", "--out", "made/models"],
      folder,
    );
    expect(code, err).toBe(0);
    expect(out).toBe("6 models written to made/models\n");
    const written = path.join(folder, "made/models");
    expect(readdirSync(written).sort()).toEqual([
      "The-Same-Name-2-2.pml",
      "model-2.pml",
      "model.pml",
      "the-same-name-2.pml",
      "the-same-name-3.pml",
      "the-same-name.pml",
    ]);
    for (const file of readdirSync(written)) {
      expect(readFileSync(path.join(written, file), "utf8"), file).toContain("proctype");
    }
  });
});

test("matrix prints what it measured where it cannot keep it for later", () => {
  writeFileSync(path.join(folder, "node_modules/.cache"), "no folder");
  const { code, out, err } = runShared(["matrix", "bugs"], folder);
  expect(code, err).toBe(0);
  expect(out).toMatch(/^bugs +raw\nclose +\w+\n/);
});
