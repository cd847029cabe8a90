/** The lint command: what it finds is what the rules find in ESLint; its reports, its baseline, and what it refuses. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ajvDraft04 from "ajv-draft-04";
import { ESLint } from "eslint";
import ownership from "fd-reservation/eslint";
import tseslint from "typescript-eslint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../built/folder.js";
import { ownFolder } from "./own-folder.js";
import { inFolder, run, runShared, type Outcome } from "./run.js";

const connection = `
export declare class Connection implements Disposable {
  static open(host: string): Connection;
  readonly ready: boolean;
  [Symbol.dispose](): void;
}
`;
const leak = (name: string, before = "", beside = ""): string => `
export function ${name}(): boolean {
  ${before}
  const connection = Connection.open("${name}"); ${beside}
  return connection.ready;
}
`;
const equal = `
export function twice(): void {
  { const a = Connection.open("a"); }
  { const a = Connection.open("a"); }
}
`;
const imported = `import { Connection } from "./connection.js";\n`;
const config = (more: object): string =>
  JSON.stringify({
    compilerOptions: { strict: true, target: "es2022", module: "nodenext", lib: ["esnext"], types: [] },
    ...more,
  });

/** Two projects that a third one references, files of none, and every kind of comment. */
const files = {
  "tsconfig.json": JSON.stringify({
    files: [],
    references: [{ path: "./app" }, { path: "./tool/tsconfig.json" }],
  }),
  "app/tsconfig.json": config({ include: ["src"] }),
  "app/src/connection.ts": `${connection}export function made() { return Connection.open("made"); }\n`,
  "app/src/leak.ts": imported + leak("first") + leak("second"),
  "app/src/view.tsx": imported + leak("view") + "export const element = <T,>(value: T): T => value;\n",
  "app/src/comments.ts": [
    imported,
    leak("next", "// eslint-disable-next-line ownership/not-disposed -- why"),
    leak("line", "", "// eslint-disable-line"),
    leak("other", "// eslint-disable-next-line ownership/escape"),
    "/* eslint-disable ownership/not-disposed */",
    leak("off"),
    "/* eslint-enable */",
    leak("on"),
  ].join("\n"),
  "app/src/configured.ts": `/* eslint ownership/escape: error, ownership/not-disposed: "off" */\n${imported}${leak("configured")}`,
  // Seen by all files of its project, and imported by none.
  "app/src/globals.d.ts": "declare function openAnywhere(): import('./connection.js').Connection;\n",
  "app/src/global.ts":
    "export const anywhere = (): boolean => { const one = openAnywhere(); return one.ready; };\n",
  // In no project: that of the nearest tsconfig.json gives the options.
  "apart/tsconfig.json": config({ files: [] }),
  "apart/a b/ü#.ts": connection + leak("one"),
  "apart/broken.ts": "export const x = ;\n",
  "apart/equal.ts": connection + equal,
  "apart/untyped.ts": `import { open } from "missing";
import { other } from "missing/other";
import "./effects.js";
const number: string = 1;
${connection}${leak("one")}
export const used = [open(), other, number];
`,
  "apart/effects.ts": "console.log(1);\n",
  "apart/misspelt.ts": [
    connection,
    leak("near", "// eslint-disable-next-line ownership/not-dispose, no-console"),
    "/* eslint ownership/excape: off */",
  ].join("\n"),
  "tool/tsconfig.json": config({ include: ["."] }),
  "tool/main.ts": `import { made } from "../app/src/connection.js";
export const used = (): boolean => { const one = made(); return one.ready; };
`,
};
const expected = [
  "app/src/comments.ts:20:22 ownership/not-disposed",
  "app/src/comments.ts:36:22 ownership/not-disposed",
  "app/src/global.ts:1:54 ownership/not-disposed",
  "app/src/leak.ts:5:22 ownership/not-disposed",
  "app/src/leak.ts:11:22 ownership/not-disposed",
  "app/src/view.tsx:5:22 ownership/not-disposed",
  "tool/main.ts:2:50 ownership/not-disposed",
];

interface Report {
  readonly files: number;
  readonly findings: readonly { file: string; line: number; column: number; rule: string }[];
  readonly baseline?: { readonly known: number; readonly gone: number };
}

let folder = "";
beforeAll(() => {
  folder = ownFolder(files);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(...args: string[]): Outcome {
  return runShared(["lint", ...args], folder);
}

function found(args: readonly string[], cwd = folder): string[] {
  const { findings } = JSON.parse(runShared(["lint", "--json", ...args], cwd).out) as Report;
  return findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ownership/${rule}`);
}

/** What ESLint reports with the documented configuration, by file. */
async function inEslint(cwd: string, patterns: string[]): Promise<string[]> {
  const parserOptions = { projectService: true, tsconfigRootDir: cwd };
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [
      ownership.configs.recommended,
      { linterOptions: { reportUnusedDisableDirectives: "off" } },
      { files: ["**/*.{ts,tsx}"], languageOptions: { parser: tseslint.parser, parserOptions } },
    ],
  });
  const results = await eslint.lintFiles(patterns);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, column, ruleId, message }) =>
        `${path.relative(cwd, filePath)}:${line}:${column} ${ruleId ?? message}`,
    ),
  );
}

describe("finds what the rules find in ESLint", () => {
  test("in the projects that a project references", async () => {
    expect((await inEslint(folder, ["app", "tool"])).sort()).toEqual([...expected].sort());
    expect(found([]).sort()).toEqual([...expected].sort());
  });

  test("in folders, files and globs", () => {
    expect(found(["app", "tool"]).sort()).toEqual([...expected].sort());
    expect(found(["app/src/leak.ts"])).toEqual(expected.filter((one) => one.includes("leak.ts")));
    expect(found(["app/**/*.tsx", "tool/*"])).toEqual(expected.filter((one) => /view|tool/.test(one)));
  });

  test("of every rule, in a project with known mistakes", async () => {
    const cwd = path.join(built, "test/fixtures/compilers");
    const inCommand = found([], cwd);
    expect(inCommand.length).toBeGreaterThan(10);
    expect(inCommand).toEqual((await inEslint(cwd, ["."])).sort());
  });
});

describe("reports", () => {
  test("text: each finding with its source, then the sums; exit code 1", () => {
    const { code, out, err } = lint("tool");
    expect(out).toMatch(
      /^error\[not-disposed\]: `one` is not disposed on every path\n {1}--> tool\/main\.ts:2:50\n[^]*\n\n1 file: 1 finding in 1 file \([\d.]+ s\)\n$/,
    );
    expect([code, err]).toEqual([1, ""]);
  });

  test("nothing found: the sums, and exit code 0", () => {
    const { code, out, err } = lint("app/src/configured.ts");
    expect(out).toMatch(/^1 file: no finding \([\d.]+ s\)\n$/);
    expect([code, err]).toEqual([0, ""]);
  });

  test("--preset, and that of --options: strict reports the paths on which something throws", () => {
    writeFileSync(
      path.join(folder, "tool/throws.ts"),
      `declare class Handle implements Disposable { [Symbol.dispose](): void; }
      declare function open(): Handle;
      export function look(fails: boolean): void {
        const handle = open();
        if (fails) throw new Error("not disposed");
        handle[Symbol.dispose]();
      }`,
    );
    writeFileSync(path.join(folder, "strict.json"), JSON.stringify({ preset: "strict" }));
    expect(lint("tool/throws.ts").code).toBe(0);
    expect(lint("tool/throws.ts", "--preset", "recommended").code).toBe(0);
    expect(lint("tool/throws.ts", "--preset", "strict").code).toBe(1);
    expect(lint("tool/throws.ts", "--options", "strict.json").code).toBe(1);
    rmSync(path.join(folder, "tool/throws.ts"));
  });

  test("--options: those of the rules", () => {
    const withOptions = (options: object): Outcome => {
      writeFileSync(path.join(folder, "options.json"), JSON.stringify(options));
      return lint("tool", "--options", "options.json");
    };
    expect(withOptions({ ignoredTypes: ["Other", "Connection"] }).code).toBe(0);
    expect(withOptions({ ignoredTypes: ["Other"], conventions: { thenable: false } }).code).toBe(1);
    for (const [options, err] of [
      [{ preset: "lax" }, "options.json: preset is none of recommended, strict"],
      [{ ignored: [] }, "options.json: the rules have no option ignored"],
      [{ ignoredTypes: "Connection" }, "options.json: ignoredTypes is no list of names"],
      [{ conventions: { nothing: false } }, "options.json: there is no convention nothing"],
      [{ conventions: { thenable: ["then"] } }, "options.json: the convention thenable can only be false"],
    ] as const)
      expect(withOptions(options)).toEqual({
        code: 2,
        out: "",
        err: expect.stringContaining(`error: ${err}\nGive an object such as`) as string,
      });
  });

  test("--project: its options, and without paths its files", () => {
    expect(found(["--project", "tool/tsconfig.json"])).toEqual(
      expected.filter((one) => one.includes("tool")),
    );
    expect(found(["--project", "tool/tsconfig.json", "app/src/leak.ts"])).toEqual(
      expected.filter((one) => one.includes("leak.ts")),
    );
  });

  test("--progress tells how far it is", () => {
    expect(run(["lint", "--progress"], folder).err).toMatch(/^finding the files$/m);
  });
});

describe("--sarif", () => {
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
      "utf8",
    ),
  ) as object;
  const isSarif = new ajvDraft04.default({
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
  }).compile(schema);

  interface Log {
    readonly runs: readonly [
      {
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly message: { readonly text: string };
          readonly locations: readonly {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region: Readonly<Record<string, number>>;
            };
          }[];
        }[];
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      },
    ];
  }

  function written(...args: string[]): Log {
    const file = path.join(folder, "lint.sarif");
    lint("--sarif", file, ...args);
    const log = JSON.parse(readFileSync(file, "utf8")) as Log;
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    return log;
  }

  test("is what the official schema says, with every finding at its place", () => {
    const [{ results, tool }] = written().runs;
    const places = results.map(({ ruleId, locations: [first] }) => {
      const { artifactLocation, region } = first?.physicalLocation ?? {
        artifactLocation: { uri: "" },
        region: {},
      };
      return `${artifactLocation.uri}:${region["startLine"]}:${region["startColumn"]} ${ruleId}`;
    });
    expect(places.sort()).toEqual([...expected].sort());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test("has no result when nothing is found", () => {
    expect(written("app/src/configured.ts").runs[0].results).toEqual([]);
  });

  test("names files as URIs", () => {
    const [{ results }] = written("apart/a b").runs;
    const places = results.map(({ locations: [first] }) => first?.physicalLocation.artifactLocation.uri);
    expect(places).toEqual(["apart/a%20b/%C3%BC%23.ts"]);
  });
});

describe("--baseline", () => {
  const baseline = (...args: string[]): Outcome => lint("--baseline", "known.json", ...args);
  const change = (file: keyof typeof files, text: string): void =>
    writeFileSync(path.join(folder, file), text);

  test("findings in it do not count, wherever they move; others do; those that are gone are told", () => {
    expect(baseline("--update-baseline")).toEqual({
      code: 0,
      out: "7 findings written to known.json\n",
      err: "",
    });
    expect(baseline().out).toMatch(/^\d+ files: no new finding, 7 in the baseline \(/);
    expect(baseline().code).toBe(0);

    change("app/src/leak.ts", `${imported}\n\n${leak("zeroth")}${leak("first")}${leak("second")}`);
    const added = baseline();
    expect(added.out).toContain("--> app/src/leak.ts:7:22");
    expect(added.out).toMatch(/\n\d+ files: 1 new finding in 1 file, 7 in the baseline \(/);
    expect(added.code).toBe(1);

    change("app/src/leak.ts", imported + leak("first"));
    expect(baseline().out).toMatch(/: no new finding, 6 in the baseline, 1 of it gone \(--update-baseline /);
    change("app/src/leak.ts", files["app/src/leak.ts"]);
  });

  test("of files that are not linted this time, nothing is gone, unless they are", () => {
    const part = "part.json";
    expect(lint("--baseline", part, "--update-baseline").code).toBe(0);
    expect(lint("tool", "--baseline", part).out).toMatch(/: no new finding, 1 in the baseline \(/);
    rmSync(path.join(folder, "app/src/leak.ts"));
    expect(lint("tool", "--baseline", part).out).toMatch(/, 1 in the baseline, \d of it gone \(--update/);
    change("app/src/leak.ts", files["app/src/leak.ts"]);
  });

  test("of equal findings, as many as it has are known", () => {
    const twice = (...args: string[]): Outcome => lint("apart/equal.ts", "--baseline", "equal.json", ...args);
    expect(twice("--update-baseline").out).toBe("2 findings written to equal.json\n");
    expect(twice().code).toBe(0);
    change("apart/equal.ts", connection + equal + equal.replace("twice", "again"));
    expect(twice().out).toMatch(/2 new findings in 1 file, 2 in the baseline/);
  });

  test("names files relative to its own folder", () => {
    mkdirSync(path.join(folder, "baselines"));
    const above = "baselines/known.json";
    expect(lint("tool", "--baseline", above, "--update-baseline").code).toBe(0);
    expect(readFileSync(path.join(folder, above), "utf8")).toContain('"file": "../tool/main.ts"');
    expect(lint("tool", "--baseline", above).out).toMatch(/: no new finding, 1 in the baseline/);
  });

  test("--json and --sarif have the new ones only", () => {
    baseline("--update-baseline");
    const { findings, baseline: sums } = JSON.parse(baseline("--json").out) as Report;
    expect({ findings, sums }).toEqual({ findings: [], sums: { known: 7, gone: 0 } });
  });
});

describe("refuses, with what to do", () => {
  test.each<[what: string, args: string[], err: RegExp]>([
    [
      "a path that nothing matches",
      ["nowhere"],
      /^error: no TypeScript file matches nowhere\nName files, folders, or/,
    ],
    [
      "a file of another kind",
      ["tsconfig.json"],
      /^error: tsconfig\.json is not a TypeScript or JavaScript file\n/,
    ],
    [
      "a project without TypeScript",
      ["--project", "empty.json"],
      /^error: empty\.json includes no TypeScript file\n/,
    ],
    ["a project that is none", ["--project", "nowhere.json"], /^error: nowhere\.json: /],
    [
      "a target that cannot be written",
      ["--sarif", "no/x.sarif"],
      /^error: no\/x\.sarif cannot be written: ENOENT\n/,
    ],
    [
      "no baseline",
      ["--baseline", "no.json"],
      /^error: no\.json cannot be read: ENOENT\nWrite it first: .* --update-baseline/,
    ],
    [
      "another file as baseline",
      ["--baseline", "tsconfig.json"],
      /^error: tsconfig\.json is not a baseline of this version\n/,
    ],
    [
      "a baseline without a name",
      ["--update-baseline"],
      /^error: --update-baseline needs the file\nName it: /,
    ],
  ])("%s", (_, args, expectedError) => {
    writeFileSync(path.join(folder, "empty.json"), '{ "files": [] }');
    const { code, out, err } = lint(...args);
    expect(err).toMatch(expectedError);
    expect([code, out]).toEqual([2, ""]);
  });

  test("a folder below no tsconfig.json, when no path is named", () => {
    inFolder({ "one.ts": connection + leak("one") }, (cwd) => {
      const { code, err } = runShared(["lint"], cwd);
      expect(err).toMatch(
        /^error: there is no tsconfig\.json in this folder or above it\nName files or folders/,
      );
      expect(code).toBe(2);
      expect(runShared(["lint", "."], cwd).code).toBe(1);
    });
  });

  test("syntax errors, with their lines", () => {
    const { code, out, err } = lint("apart/broken.ts");
    expect(err).toMatch(
      /^apart\/broken\.ts:1:18 - error TS\d+: [^]*\nerror: apart\/broken\.ts: 1 syntax error\nFix/,
    );
    expect([code, out]).toEqual([2, ""]);
  });
});

test("type errors are the compiler's business; imports without types are told, for they hide what is there", () => {
  const { code, out, err } = lint("apart/untyped.ts");
  expect(out).toMatch(/1 finding in 1 file/);
  expect(err).toMatch(
    /^note: no types for "missing" \(apart\/untyped\.ts:1\), and 1 other import: the lint cannot see/,
  );
  expect(code).toBe(1);
});

test("a misspelt rule in a comment silences nothing, and is named, with the rule that was meant", () => {
  const { code, out, err } = lint("apart/misspelt.ts");
  expect(out).toMatch(/1 finding in 1 file/);
  expect(err).toBe(
    [
      "note: there is no rule ownership/not-dispose (apart/misspelt.ts:10): did you mean ownership/not-disposed?",
      "note: there is no rule ownership/excape (apart/misspelt.ts:15): did you mean ownership/escape?",
      "",
    ].join("\n"),
  );
  expect(code).toBe(1);
});

test("a project whose types do not know of disposal is told so: nothing is found in it", () => {
  const strange = {
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        target: "es2022",
        module: "nodenext",
        lib: ["es2022"],
        types: [],
        skipLibCheck: true,
      },
    }),
    "connection.d.ts": connection.replace(" implements Disposable", ""),
    "leak.ts": imported + leak("first"),
  };
  const note =
    "note: tsconfig.json: the types do not know Symbol.dispose: what is disposed by it is not found.\n" +
    'Add "esnext.disposable" to "lib" in tsconfig.json.\n';
  const told = (texts: Record<string, string>): [number | null, string] =>
    inFolder(texts, (cwd) => {
      const { code, err } = runShared(["lint"], cwd);
      return [code, err];
    });
  expect(told(strange)).toEqual([0, note]);
  const known = strange["tsconfig.json"].replace('es2022"]', 'es2022", "esnext.disposable"]');
  expect(told({ ...strange, "tsconfig.json": known })).toEqual([1, ""]);
});

describe("a file that is nested too deeply", () => {
  const textsWith = (nested: number): Record<string, string> => ({
    "tsconfig.json": config({}),
    "connection.ts": connection,
    "leak.ts": imported + leak("first"),
    "deep.ts":
      "export function deep(list: number[]): void {\n" +
      Array.from({ length: nested }, (_, at) => `for (const x${at} of list) {\n`).join("") +
      `console.log(1);\n${"}".repeat(nested)}\n}\n`,
  });

  test("is named, after what the others have", () =>
    inFolder(textsWith(600), (cwd) => {
      const { code, out, err } = runShared(["lint"], cwd);
      expect(out).toMatch(/leak\.ts:5:22[^]*2 files: 1 finding in 1 file/);
      expect(err).toMatch(/^error: deep\.ts: nested too deeply to be analysed\nSplit/);
      expect(code).toBe(2);
    }));

  test("what the baseline has of it is not gone", () =>
    inFolder(textsWith(600), (cwd) => {
      const known = { file: "deep.ts", rule: "not-disposed", source: "x", count: 1 };
      writeFileSync(path.join(cwd, "known.json"), JSON.stringify({ version: 1, findings: [known] }));
      const { out } = runShared(["lint", "--baseline", "known.json"], cwd);
      expect(out).toMatch(/1 new finding in 1 file, 0 in the baseline \(/);
    }));

  test("for the compiler as well: the project is named", () =>
    inFolder(textsWith(5000), (cwd) => {
      const { code, err } = runShared(["lint"], cwd);
      expect(err).toMatch(/^error: a file of tsconfig\.json is nested too deeply for TypeScript\nLeave/);
      expect(code).toBe(2);
    }));
});
