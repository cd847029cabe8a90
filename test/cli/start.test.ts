/** What the command loads before it works: no more than it needs. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { fixture, main, run } from "./run.js";

/** The files of modules that a run of the command loads, in each of its threads, as V8's coverage names them. */
function loadedBy(...args: string[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-loaded-"));
  try {
    const env = { ...process.env, NODE_V8_COVERAGE: folder };
    spawnSync(process.execPath, [main, ...args], { env, timeout: 600_000 });
    // One file for each thread.
    const urls = readdirSync(folder).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as {
        result: { url: string }[];
      };
      return result.map(({ url }) => url).filter((url) => url.startsWith("file:"));
    });
    return urls;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const own = (file: string): RegExp => new RegExp(`/dist/${file}`);
const TYPESCRIPT = /\/typescript[^/]*\/lib\/typescript\.js$/;

describe.each(["--version", "--help"])("%s", (option) => {
  test("loads neither TypeScript nor the kernel, and few modules", () => {
    const loaded = loadedBy(option);
    expect(loaded.filter((url) => !own("cli/").test(url))).toEqual([]);
    expect(loaded.map((url) => path.basename(url)).sort()).toEqual([
      "columns.js",
      "formats.js",
      "main.js",
      "output.js",
      "timing.js",
      "usage-error.js",
      "vendor.js",
    ]);
  });
});

test("check loads TypeScript in one thread, and the kernel in one", () => {
  const loaded = loadedBy("check", "examples/tutorial/broken.ts");
  expect(loaded.filter((url) => TYPESCRIPT.test(url))).toHaveLength(1);
  expect(loaded.filter((url) => own("kernel/kernel").test(url))).toHaveLength(1);
});

test.each([
  ["none for few files", [], 8, 1],
  ["one for each 8 files", [], 9, 2],
  ["as many as --jobs says", ["--jobs", "1"], 9, 1],
])("check takes further threads: %s", (_, options, files, threads) => {
  const given = globSync(["examples/callsites/*/raw.ts"]).sort().slice(0, files);
  const { err } = run(["check", "--timing", "--no-ownership", ...options, ...given]);
  expect(given).toHaveLength(files);
  expect(err.match(/ start a thread/g)).toHaveLength(Math.min(threads, availableParallelism()));
});

test("--timing says on standard error where the time goes, and results stay what they are", () => {
  const { code, out, err } = run(["check", "--timing", fixture("lost-increment.ts")]);
  expect(code).toBe(1);
  expect(out).toContain("VIOLATED");
  expect(out).not.toContain("took, ms");
  const stages = [...err.matchAll(/^\d+ +\d+ +(.+)$/gm)].map(([, stage]) => stage);
  expect(stages).toEqual(
    expect.arrayContaining([
      "start and read the command line",
      expect.stringMatching(/^load TypeScript \d/),
      "read and parse the files",
      "check the types",
      "run the ownership lint",
      "load the scenarios",
      "run the scenarios",
    ]),
  );
  expect(stages.at(-1)).toBe("all of it");
});
