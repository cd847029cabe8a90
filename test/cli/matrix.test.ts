/** The matrix as a process: every cell measured again and compared with the recorded table. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import type { CodeReport } from "../../src/cli/cost-code.js";
import { compilerOptions } from "../../src/cli/tsconfig.js";
import { measureStatics, type Matrix } from "../../src/matrix/index.js";
import { built } from "../built/folder.js";
import { runShared } from "./run.js";

const measured = JSON.parse(runShared(["matrix", "--json", "--no-cache"]).out) as Matrix;
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder of rows inside the checkout, so that its files find the package. */
function rowsOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(built, "test/fixtures/rows-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

describe("the recorded table", () => {
  test("docs/matrix.json is what is measured now: npm run record -- matrix writes it anew", () => {
    const recorded = JSON.parse(readFileSync("docs/matrix.json", "utf8")) as Matrix;
    expect(measured).toEqual(recorded);
  });

  test("docs/matrix.md shows the same", () => {
    expect(readFileSync("docs/matrix.md", "utf8")).toBe(runShared(["matrix", "--markdown"]).out);
  });
});

describe("the corpus", () => {
  const bugs = measured.rows.filter(({ group }) => group === "bugs");

  test("at least twenty bugs, each in every design, each found by the explorer in raw", () => {
    expect(bugs.length).toBeGreaterThanOrEqual(20);
    for (const { name, cells } of bugs) {
      expect(Object.keys(cells), name).toEqual([
        "raw",
        "guard",
        "prepare",
        "token",
        "transaction",
        "slots",
        "ignore-fault",
      ]);
      expect(cells["raw"]?.run?.layer, name).toBe("explorer");
    }
  });

  test("each fixed bug holds", () => {
    const { code, out } = runShared(["check", "examples/bugs/*/fixed.ts"]);
    expect(out).toContain(`${bugs.length} scenarios`);
    expect(out).toContain("all hold");
    expect(code).toBe(0);
  });

  const misuses = measured.rows.filter(({ group }) => group === "misuse");

  test("at least fifty misuses, each tried in every design: none is credited by omission", () => {
    expect(misuses.length).toBeGreaterThanOrEqual(50);
    for (const { name, cells } of misuses) {
      expect(Object.keys(cells), name).toEqual([
        "raw",
        "guard",
        "prepare",
        "token",
        "transaction",
        "slots",
        "ignore-fault",
      ]);
    }
  });

  test("what cannot be written has an attempt that does not compile", () => {
    const cells = measured.rows.flatMap(({ cells }) => Object.values(cells));
    const unwritable = cells.filter(({ layer }) => layer === "cannot be written");
    expect(unwritable.length).toBeGreaterThan(0);
    for (const { types } of unwritable) expect(types).toMatch(/^TS\d+: /);
  });

  test("no mistake is out of every layer's sight", () => {
    for (const { name, cells } of measured.rows) {
      expect(
        Object.values(cells).map(({ layer }) => layer),
        name,
      ).not.toContain("none");
    }
  });
});

test("the static layers are silent on every example that is right", () => {
  // A marked line shows what a design cannot express.
  const files = globSync(["examples/{baseline,callsites,differences,races,structures}/**/*.ts"], {
    cwd: built,
    absolute: true,
  }).filter((file) => !readFileSync(file, "utf8").includes("@ts-expect-error"));
  expect(files.length).toBeGreaterThan(90);
  const statics = measureStatics(ts, files, compilerOptions(ts, path.join(built, "examples")));
  const loud = files.filter((file) => Object.keys(statics.get(file) ?? {}).length > 0);
  expect(loud.map((file) => [path.relative(built, file), statics.get(file)])).toEqual([]);
});

describe("other rows", () => {
  const reserve = `import { raw } from "fd-reservation/designs";
import { scenario } from "fd-reservation/explore";
export default scenario({ name: "row", tasks: { caller: (current) => { BODY } } });
`;

  test("a column of one's own joins the row of its name; a marked error counts as types", () => {
    const raw = reserve.replace("BODY", "raw.getUnusedFdFlags(current, 0);");
    const others = rowsOf({ "not-bound/raw.ts": raw, "not-used/raw.ts": raw });
    const folder = rowsOf({
      "not-bound/mine.ts": reserve.replace(
        "BODY",
        "raw.getUnusedFdFlags(current, 0);\n// @ts-expect-error: it is no number\ncurrent.close(true);",
      ),
    });
    const { out } = runShared(["matrix", "--json", "--no-cache", others, folder]);
    const table = JSON.parse(out) as Matrix;
    const row = table.rows.find(({ name }) => name === "not-bound");
    expect(table.designs).toEqual(["raw", "mine"]);
    expect(row?.cells["mine"]).toMatchObject({ layer: "types", run: { layer: "explorer" } });
    expect(row?.cells["raw"]).toMatchObject({ layer: "explorer" });
    expect(table.rows.map(({ name }) => name)).toEqual(["not-bound", "not-used"]);
  });

  test("a change of a file is measured although the cache is on", () => {
    const folder = rowsOf({ "x/mine.ts": reserve.replace("BODY", "raw.getUnusedFdFlags(current, 0);") });
    const layerOf = (): unknown =>
      (JSON.parse(runShared(["matrix", "--json", folder]).out) as Matrix).rows[0]?.cells["mine"]?.layer;
    expect(layerOf()).toBe("explorer");
    writeFileSync(path.join(folder, "x/mine.ts"), reserve.replace("BODY", "void raw; void current;"));
    expect(layerOf()).toBe("none");
  });

  test("a design of one's own gets a column: what was tried with it, and how much that was", () => {
    const { out } = runShared(["matrix", "--json", "--design", "examples/own-design/scoped.ts"]);
    const table = JSON.parse(out) as Matrix;
    expect(table.designs.at(-1)).toBe("scoped");
    const layers = Object.fromEntries(
      table.rows.flatMap(({ name, cells: { scoped } }) =>
        scoped === undefined ? [] : [[name, scoped.layer]],
      ),
    );
    expect(layers).toMatchObject({
      "vmwgfx-fence": "explorer",
      "never-installed": "cannot be written",
      "file-forgotten": "guard",
      "result-ignored": "harmless",
    });
    expect(table.places.at(-1)).toMatchObject({ design: "scoped", tried: Object.keys(layers).length });
    expect(table.rows).toHaveLength(measured.rows.length);
  });

  test("sums over all call sites are of the designs that have them all, and of no others", () => {
    const files = ["pipe2/raw.ts", "pipe2/slots.ts", "openat/raw.ts"].map(
      (name) => `examples/callsites/${name}`,
    );
    const { callSites, totals, complete } = JSON.parse(
      runShared(["cost", "--code", "--json", ...files]).out,
    ) as CodeReport;
    const lines = callSites
      .filter(({ design }) => design === "raw")
      .reduce((sum, site) => sum + site.lines, 0);
    expect(totals, "one call site is no sum").toEqual([]);
    expect(complete).toEqual([expect.objectContaining({ design: "raw", callSites: 2, lines })]);
    const { out } = runShared(["cost", "--code", ...files]);
    expect(out).toMatch(/^all 2 +raw +\d/m);
    expect(out).not.toContain("that every design has");
    expect(out).toContain("Sums over all 2 call sites are of the designs that have them all.");
  });

  test("its call sites are counted beside the same ones of this package's designs", () => {
    const args = ["cost", "--code", "--json", "--design", "examples/own-design/scoped.ts"];
    const { callSites, totals, complete } = JSON.parse(runShared(args).out) as CodeReport;
    const designs = callSites.filter(({ callSite }) => callSite === "pipe2").map(({ design }) => design);
    expect(designs).toEqual([
      "scoped",
      "raw",
      "guard",
      "prepare",
      "token",
      "transaction",
      "slots",
      "ignore-fault",
    ]);
    expect(totals.find(({ design }) => design === "scoped")).toMatchObject({
      callSites: 3,
      cleanUpStatements: 0,
    });
    expect(complete).toEqual([]);
    const { code, out } = runShared(["cost", "--design", "examples/own-design/scoped.ts"]);
    expect(code).toBe(0);
    expect(out).toMatch(/pipe2, scoped: two files, two numbers +mainline +ok/);
    expect(out).toMatch(/pipe2, token: two files, two numbers +mainline +ok/);
  });

  test.each([
    [
      "no module",
      ["nowhere.ts"],
      /the design .*nowhere\.ts does not exist/,
      /--design my-design\/design\.ts/,
    ],
    ["nothing beside it", ["mine.ts"], /no files use .*mine\.ts/, /misuse\/<name>\.ts/],
    [
      "an attempt without it",
      ["mine.ts", "misuse/alias.ts"],
      /alias\.ts does not import .*mine\.ts/,
      /Use the design in it/,
    ],
  ])("a design that cannot be measured: %s", (_, files, cause, next) => {
    const folder = rowsOf(
      Object.fromEntries(
        files.filter((file) => !file.startsWith("nowhere")).map((file) => [file, "export {};\n"]),
      ),
    );
    const { code, err } = runShared(["matrix", "--design", path.join(folder, files[0] ?? "")]);
    expect(code).toBe(2);
    expect(err).toMatch(cause);
    expect(err).toMatch(next);
  });

  test("an attempt that compiles and runs nothing shows nothing: exit code 2", () => {
    const folder = rowsOf({ "x/mine.ts": "export const nothing = 1;\n" });
    const { code, err } = runShared(["matrix", folder]);
    expect(code).toBe(2);
    expect(err).toContain("mine.ts exports no scenario");
  });

  test("a folder without rows: exit code 2, and what to name", () => {
    const { code, err } = runShared(["matrix", "docs"]);
    expect(code).toBe(2);
    expect(err).toContain("docs contains no <mistake>/<design>.ts");
    expect(err).toContain("<mistake>/<design>.ts");
  });

  test("the brief form shows the sums and no rows", () => {
    const { code, out } = runShared(["matrix", "--brief"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /\nfirst caught by +raw +guard +prepare +token +transaction +slots +ignore-fault\ntried +\d/,
    );
    for (const word of ["explorer  ", "impossible to get wrong", "Read more: docs/matrix.md"]) {
      expect(out).toContain(word);
    }
    expect(out).not.toContain("vmwgfx-fence");
  });

  test("a recorded table is printed, and said to be one; anything else is refused", () => {
    const { code, out } = runShared(["matrix", "--brief", "--recorded", "docs/matrix.json"]);
    expect(code).toBe(0);
    expect(out).toContain("Printed from docs/matrix.json");
    const wrong = runShared(["matrix", "--recorded", "package.json"]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("package.json is not a recorded table");
  });
});
