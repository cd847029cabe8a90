/** What can be measured: the list, the refusals, and which records are older than what they measure. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { helpText, scripts } from "../../scripts/help.js";
import { hashOf, measurements, olderRecords, readHashes, root } from "../../scripts/measurements.js";
import { MADE } from "../../scripts/site/made.js";

/** Runs an npm script's own command, as npm does. */
function npmRun(script: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script, "--", ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

describe("npm run help", () => {
  test("lists every script, and nothing else", () => {
    const { scripts: all } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(
      Object.keys(all)
        .filter((name) => !/^pre/.test(name))
        .sort(),
    ).toEqual(Object.keys(scripts).sort());
  });

  test("prints a line for each script and each name", () => {
    const { code, out } = npmRun("help");
    expect(out).toBe(`${helpText()}\n`);
    for (const name of [...Object.keys(scripts), ...Object.keys(measurements)]) {
      expect(out).toMatch(new RegExp(`^ {2}${name} +\\S`, "m"));
    }
    expect(code).toBe(0);
  });
});

test.each([
  ["record", [], "name what to measure: npm run record -- NAME"],
  ["bench", ["luck"], "there is no luck to measure: npm run bench -- NAME"],
  ["bench", ["constructor"], "there is no constructor to measure"],
])("npm run %s -- %j prints the names, and the code is 2", (script, args, cause) => {
  const { code, out, err } = npmRun(script, ...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(`error: ${cause}`);
  for (const name of Object.keys(measurements)) expect(err).toMatch(new RegExp(`^ {2}${name} `, "m"));
});

describe("each measurement", () => {
  test.each(Object.entries(measurements))(
    "%s: program, record and sources are there",
    (_, { program, writes, sources }) => {
      for (const file of [program[0] ?? "", ...writes])
        expect(existsSync(path.join(root, file)), file).toBe(true);
      for (const glob of sources) expect(globSync([glob], { cwd: root }), glob).not.toEqual([]);
    },
  );

  test("every record is written by one", () => {
    const written = Object.values(measurements).flatMap(({ writes, writesLater = [] }) => [
      ...writes,
      ...writesLater,
    ]);
    const records = globSync(["docs/data/*.json"], { cwd: root });
    expect(records.filter((file) => !written.includes(file))).toEqual([]);
  });

  test("hashes are of records that there are", () => {
    expect(Object.keys(readHashes()).filter((name) => !(name in measurements))).toEqual([]);
  });
});

test("a record is older when a source was changed, moved, added or removed, or when nobody knows", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-records-"));
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  try {
    write("src/a.ts", "one");
    write("src/b.ts", "two");
    write("other.ts", "three");
    const table = {
      known: { sources: ["src/**"], writes: ["other.ts"] },
      unknown: { sources: ["src/**"], writes: ["other.ts"] },
      compared: { sources: [], writes: ["other.ts"] },
      "never judged": { sources: ["src/**"], writes: ["other.ts"], writesLater: ["never.json"] },
    };
    const hashes = { known: hashOf(["src/**"], folder) };
    const older = (): string[] => olderRecords(table, hashes, folder);
    expect(older()).toEqual(["unknown"]);
    write("other.ts", "four");
    expect(older()).toEqual(["unknown"]);
    write("src/a.ts", "onetwo");
    expect(older()).toEqual(["known", "unknown"]);
    write("src/a.ts", "one");
    expect(older()).toEqual(["unknown"]);
    write("src/c.ts", "");
    expect(older()).toEqual(["known", "unknown"]);
    rmSync(path.join(folder, "src/c.ts"));
    rmSync(path.join(folder, "src/b.ts"));
    expect(older()).toEqual(["known", "unknown"]);
    write("src/d.ts", "two");
    expect(older()).toEqual(["known", "unknown"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is made for the site is no source: git ignores the same, and no hash has it", () => {
  const lines = readFileSync(path.join(root, ".gitignore"), "utf8").split("\n");
  const ignored = lines.filter((line) => line.startsWith("docs/")).map((line) => line.replace(/\/$/, "/**"));
  expect([...MADE].sort()).toEqual(ignored.sort());
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-made-"));
  try {
    const before = hashOf(["docs/**"], folder);
    for (const glob of MADE) {
      const file = path.join(folder, glob.replace("**", "page.md"));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, "made");
    }
    expect(hashOf(["docs/**"], folder)).toBe(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
