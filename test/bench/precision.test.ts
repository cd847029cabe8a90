/** Findings that two readers judge: the draw, the sheets, the agreement, the list of code bases, and the command. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCheckout, readList } from "../../bench/lint/precision/checkouts.js";
import {
  agreementOf,
  draw,
  pairsOf,
  readSheet,
  sheetOf,
  type Place,
  type Verdict,
} from "../../bench/lint/precision/judgement.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const places = Array.from({ length: 40 }, (_, index): Place => ({
  codeBase: "some",
  path: `src/${index % 7}.ts`,
  line: index + 1,
  rule: "escape",
}));
const times = (count: number, one: Verdict, two: Verdict): [Verdict, Verdict][] =>
  Array.from({ length: count }, () => [one, two]);

describe("the draw", () => {
  test("is the same for the same seed, and another one for another", () => {
    expect(draw(places, 10, "a")).toEqual(draw([...places].reverse(), 10, "a"));
    expect(draw(places, 10, "a")).not.toEqual(draw(places, 10, "b"));
    expect(draw(places, 100, "a")).toHaveLength(places.length);
  });

  test("keeps what it drew when others are gone", () => {
    const drawn = draw(places, 10, "a");
    const fewer = places.filter((place) => drawn.includes(place) || place.line % 2 === 0);
    expect(draw(fewer, 10, "a")).toEqual(drawn);
  });
});

describe("a sheet", () => {
  const drawn = draw(places, 5, "a");

  test("has a line for each finding, and keeps what was judged before", () => {
    const empty = sheetOf(drawn, []);
    expect(empty.split("\n")).toHaveLength(7);
    const filled = empty.replace(/\t$/m, "\ttrue");
    const judged = readSheet(filled, "first.tsv");
    expect(judged.map(({ verdict }) => verdict)).toEqual(["true", ...Array.from({ length: 4 })]);
    expect(sheetOf(drawn.slice(0, 2), judged)).toBe(filled.split("\n").slice(0, 3).join("\n") + "\n");
  });

  test("is compared once both readers have judged every finding", () => {
    const all = readSheet(sheetOf(drawn, []).replace(/\t$/gm, "\tfalse"), "first.tsv");
    expect(pairsOf(drawn, all, all)).toEqual(times(5, "false", "false"));
    expect(pairsOf(drawn, all, all.slice(1))).toBeUndefined();
    expect(pairsOf(drawn, readSheet(sheetOf(drawn, []), "first.tsv"), all)).toBeUndefined();
  });

  test.each([
    ["some\tsrc/1.ts\t2\tescape\tperhaps\n", "first.tsv:2"],
    ["some\tsrc/1.ts\ttwo\tescape\ttrue\n", "first.tsv:2"],
  ])("with the line %j is refused", (line, place) => {
    expect(() => readSheet(sheetOf([], []) + line, "first.tsv")).toThrow(place);
  });

  test("with other columns is refused", () => {
    expect(() => readSheet("path,line\n", "first.tsv")).toThrow("first.tsv:1");
  });
});

describe("the agreement", () => {
  test("counts a finding that is judged differently as false", () => {
    const pairs = [
      ...times(6, "true", "true"),
      ...times(2, "debatable", "debatable"),
      ...times(1, "false", "false"),
      ...times(1, "true", "debatable"),
    ];
    expect(agreementOf(pairs)).toMatchObject({ findings: 10, true: 6, debatable: 2, false: 2, differing: 1 });
  });

  test.each([
    // Half of the agreement of these is chance.
    [
      [
        ...times(20, "true", "true"),
        ...times(5, "true", "false"),
        ...times(10, "false", "true"),
        ...times(15, "false", "false"),
      ],
      0.4,
    ],
    [[...times(5, "true", "true"), ...times(5, "false", "false")], 1],
    [times(5, "true", "true"), 1],
    [[...times(5, "true", "false"), ...times(5, "false", "true")], -1],
  ])("has Cohen's kappa", (pairs, kappa) => expect(agreementOf(pairs).kappa).toBe(kappa));
});

describe("the code bases", () => {
  const list = readList(path.join(root, "bench/lint/precision/code-bases.json"));

  test("are eight, at commits, and none that was measured before", () => {
    const before = readFileSync(path.join(root, "docs/data/noise.json"), "utf8");
    expect(list).toHaveLength(8);
    expect(new Set(list.map(({ repository }) => repository)).size).toBe(8);
    for (const { name, repository, commit } of list) {
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(repository.split("/").at(-1)).toBe(name);
      expect(before).not.toContain(`"${name}`);
    }
  });

  test("are those of the sheets", () => {
    for (const reader of ["first", "second"]) {
      const file = path.join(root, `bench/lint/precision/${reader}.tsv`);
      for (const { codeBase } of readSheet(readFileSync(file, "utf8"), file)) {
        expect(list.map(({ name }) => name)).toContain(codeBase);
      }
    }
  });
});

describe("the command", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-precision-"));
  const base = path.join(folder, "tiny");
  const git = (...args: string[]): string => {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
    const { status, stdout, stderr } = spawnSync("git", ["-C", base, ...identity, ...args], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const entry = { name: "tiny", repository: "https://example.com/tiny", commit: "" };

  beforeAll(() => {
    mkdirSync(path.join(base, "src"), { recursive: true });
    mkdirSync(path.join(base, "dist"));
    const leak = `class File implements Disposable { [Symbol.dispose](): void {} }
export function leak(): void {
  const file = new File();
  void file;
}
`;
    writeFileSync(path.join(base, "src/leak.ts"), leak);
    writeFileSync(path.join(base, "dist/leak.ts"), leak);
    // Comments and trailing commas, as tsc allows them.
    writeFileSync(
      path.join(base, "tsconfig.json"),
      `{ "compilerOptions": { /* one */ "paths": { "@src/*": ["./src/*"], } } }`,
    );
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "All");
    entry.commit = git("rev-parse", "HEAD");
    writeFileSync(path.join(folder, "list.json"), JSON.stringify([entry]));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]): { code: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(
      "npm",
      ["run", "--silent", "bench", "--", "ownership-precision", ...args],
      { cwd: root, encoding: "utf8" },
    );
    return { code: status, out: stdout, err: stderr };
  };

  test("lints what is tracked and not built, and says what is to be judged", () => {
    const { code, out, err } = run("--sources", folder, "--list", path.join(folder, "list.json"));
    expect(out).toMatch(/^tiny +1 +6 +1 +1$/m);
    expect(err).toContain("first.tsv: 1 of 1 findings are to be judged");
    expect(code).toBe(1);
  });

  test("knows where imports lead by the configuration of the code base", () => {
    const { options, files } = openCheckout({ ...entry, tsconfig: "tsconfig.json" }, folder);
    expect(options.paths).toEqual({ "@src/*": [path.join(base, "src/*")] });
    expect(files).toEqual([path.join(base, "src/leak.ts")]);
  });

  test("refuses another commit, and says how to get the right one", () => {
    expect(() => openCheckout({ ...entry, commit: "0".repeat(40) }, folder)).toThrow(
      /tiny is at [0-9a-f]{12}$/,
    );
    expect(() => openCheckout({ ...entry, name: "absent" }, folder)).toThrow("no checkout of absent");
  });

  test("asks for the sources with exit code 2", () => {
    const { code, err } = run();
    expect([code, err]).toEqual([2, expect.stringContaining("--sources")]);
  });
});
