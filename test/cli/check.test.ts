/** The check command as a process: verdicts, counterexamples, JSON, and every kind of bad input. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fixture, inFolder, run, runShared, type Outcome } from "./run.js";

describe("verdicts", () => {
  test("a call site that holds: one line, exit code 0", () => {
    const { code, out } = run(["check", "examples/callsites/pipe2/token.ts"]);
    expect(out).toMatch(
      /^scenario +design +tasks +states +time +coverage +verdict\npipe2, token: .* +mainline +1 +\d+ +[\d.]+ s +EXHAUSTIVE +holds\n\n1 scenario, \d+ states: all hold \(/,
    );
    expect(code).toBe(0);
  });

  test("the broken pipe2: exit code 1 and a step list that shows the leaked number", () => {
    const { code, out } = run(["check", fixture("broken-pipe2.ts")]);
    expect(code).toBe(1);
    expect(out).toContain("injected failure: EMFILE in alloc_fd, fault point 6");
    expect(out).toMatch(/getUnusedFdFlags\(0\) = 0 +:9\n +table@\d+: 0 reserved/);
    expect(out).toMatch(/getUnusedFdFlags\(0\) = -EMFILE \[EMFILE injected\] +:11/);
    expect(out).toMatch(/VIOLATED: leaked-reservation: The reservation of fd 0 outlived its\s+syscall/);
    expect(out).toContain("1 scenario, 7 states: 1 violated");
  });

  test("without guards the leaked bit itself is the violation", () => {
    const { code, out } = runShared(["check", fixture("broken-pipe2-unguarded.ts")]);
    expect(code).toBe(1);
    expect(out).toMatch(/VIOLATED: leak in table@\d+: fd 0 is reserved for ever/);
  });

  test("lines of a counterexample fit 72 columns", () => {
    const { out } = runShared(["check", fixture("broken-pipe2.ts")]);
    const steps = out.slice(out.indexOf("injected failure"), out.indexOf("VIOLATED: "));
    expect(steps.split("\n").filter((line) => line.length > 72)).toEqual([]);
    expect(steps.split("\n").length).toBeGreaterThan(6);
  });

  test("a held file and a thrown error are violations too", () => {
    const { code, out } = runShared([
      "check",
      fixture("held-file.ts"),
      fixture("exception.ts"),
      fixture("wrong-end.ts"),
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/VIOLATED: a reference to file@\d+ is left/);
    expect(out).toContain("VIOLATED: TypeError: out of ideas");
    expect(out).toContain("VIOLATED: two descriptors were expected");
  });

  test("--json prints one document with the counterexample", () => {
    const { code, out } = runShared(["check", "--json", fixture("broken-pipe2.ts")]);
    expect(code).toBe(1);
    const report = JSON.parse(out) as {
      version: number;
      verdict: string;
      scenarios: { file: string; counterexample: { steps: { operation: string; result: number }[] } }[];
    };
    expect(report.version).toBe(2);
    expect(report.verdict).toBe("violated");
    expect(report.scenarios[0]?.file).toBe(fixture("broken-pipe2.ts"));
    const failed = report.scenarios[0]?.counterexample.steps.filter(({ result }) => result === -24);
    expect(failed?.map(({ operation }) => operation)).toEqual(["getUnusedFdFlags"]);
  });
});

describe("bad input: one line of cause, one of what to do, exit code 2, nothing on standard output", () => {
  test("endless", () => {
    // On a busy machine loading may take longer than that: it is given twice as long, until it is not what is limited.
    for (let seconds = 2; ; seconds *= 2) {
      const { code, out, err } = runShared(["check", fixture("endless.ts"), "--timeout", `${seconds}`]);
      if (err.includes("loading ")) continue;
      // Where it gets little processor time, ten times as many seconds are the limit.
      expect(err).toMatch(new RegExp(`run 1 of "endless" did not finish within ${seconds}0? s`));
      expect(err).toMatch(/--timeout/);
      expect(out).toBe("");
      expect(code).toBe(2);
      return;
    }
  });

  const cases: [name: string, args: string[], cause: RegExp, next: RegExp][] = [
    [
      "throws at load",
      [fixture("throws.ts")],
      /throws\.ts throws while loading: Error: not today/,
      /top level/,
    ],
    [
      "exports nothing",
      [fixture("no-scenario.ts")],
      /no-scenario\.ts exports no scenario/,
      /export default scenario/,
    ],
    ["type error", [fixture("type-error.ts")], /type-error\.ts: 1 type error/, /Fix the types/],
    [
      "endless at load",
      [fixture("endless-load.ts"), "--timeout", "2"],
      /loading .*endless-load\.ts did not/,
      /loop/,
    ],
    [
      "ends the process",
      [fixture("exits.ts")],
      /the scenarios ended the program with code 3/,
      /process\.exit/,
    ],
    ["no match", ["nowhere/*.ts"], /no file matches nowhere\/\*\.ts/, /quote a glob/],
    ["not a module", ["README.md"], /README\.md is not a TypeScript or JavaScript file/, /Name files/],
    ["unknown flag", [fixture("throws.ts"), "--jsno"], /unknown option '--jsno'/, /Did you mean --json/],
    ["bad timeout", [fixture("throws.ts"), "--timeout", "never"], /'never' is invalid/, /number of seconds/],
    ["no file", [], /missing required argument 'files'/, /fd-reservation check --help/],
    [
      "a report that cannot be written",
      ["examples/callsites/pipe2/token.ts", "--html", "nowhere/report.html"],
      /error: nowhere\/report\.html cannot be written: ENOENT/,
      /Name a file/,
    ],
    [
      "a part that cannot be written",
      ["examples/callsites/pipe2/token.ts", "--shard", "1/2", "--blob", "nowhere/part.json"],
      /error: nowhere\/part\.json cannot be written: ENOENT/,
      /Name a file/,
    ],
    [
      "a good file beside a bad one",
      ["examples/callsites/pipe2/token.ts", fixture("throws.ts")],
      /not today/,
      /top/,
    ],
  ];
  test.each(cases)("%s", (_, args, cause, next) => {
    const { code, out, err } = runShared(["check", ...args]);
    expect(err).toMatch(cause);
    expect(err).toMatch(next);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  test("a type error is shown with its code frame", () => {
    const { err } = runShared(["check", fixture("type-error.ts")]);
    expect(err).toMatch(/type-error\.ts:3:\d+ - error TS2551: Property 'clos' does not exist/);
    expect(err).toContain("~~~~");
  });

  test("a misspelt command", () => {
    const { code, err } = runShared(["chek"]);
    expect(err).toMatch(/unknown command 'chek'\n\(Did you mean check\?\)/);
    expect(code).toBe(2);
  });
});

describe("in a folder of a user's own", () => {
  /** Runs the command on files of a folder that has nothing but this package installed. */
  const checkIn = (files: Record<string, string>, ...args: string[]): Outcome =>
    inFolder(files, (folder) => runShared(["check", ...args], folder));
  const own = `
    import { scenario } from "fd-reservation/explore";
    import { wanted } from "./wanted.js";
    export default scenario({ name: "own", tasks: { caller: (current) => current.close(wanted) } });`;
  const helper = "export const wanted = 7;";

  test.each([
    ["no package.json", {}],
    ["what npm init writes", { "package.json": '{ "type": "commonjs" }' }],
    ["an ESM package", { "package.json": '{ "type": "module" }' }],
  ])("TypeScript with %s", (_, files) => {
    const { code, out } = checkIn({ "own.ts": own, "wanted.ts": helper, ...files }, "own.ts");
    expect(out).toMatch(/^own .* holds$/m);
    expect(code).toBe(0);
  });

  test.each([
    ["what npm init writes", {}],
    [
      "a tsconfig.json",
      {
        "tsconfig.json":
          '{ "compilerOptions": { "module": "node16", "strict": true, "lib": ["es2023", "esnext.disposable"] } }',
      },
    ],
  ])("with %s, files are type-checked as the ES modules that they are", (_, more) => {
    const awaiting = `${own.replace("./wanted.js", "./wanted")}\nawait Promise.resolve();`;
    const files = { "own.ts": awaiting, "wanted.ts": helper, "package.json": '{ "type": "commonjs" }' };
    const { code, out, err } = checkIn({ ...files, ...more }, "own.ts");
    expect(err).not.toContain("error");
    expect(out).toMatch(/^own .* holds$/m);
    expect(code).toBe(0);
    const wrong = checkIn({ ...files, ...more, "wanted.ts": 'export const wanted = "7";' }, "own.ts");
    expect(wrong.err).toContain("TS2345");
  });

  test("an await at the top level that never settles is named", () => {
    const never = `${own.replace("./wanted.js", "./wanted.mjs")}\nawait new Promise(() => undefined);`;
    const { code, out, err } = checkIn({ "own.mts": never, "wanted.mts": helper }, "own.mts");
    expect(err).toMatch(/error: own\.mts never finishes loading: a top-level await never settles\n/);
    expect([code, out]).toEqual([2, ""]);
  });

  test("JavaScript", () => {
    const { code, out } = checkIn(
      { "own.js": own.replace("wanted.js", "wanted.mjs"), "wanted.mjs": helper },
      "own.js",
    );
    expect(out).toMatch(/^own .* holds$/m);
    expect(code).toBe(0);
  });

  test("where the package is not installed it says how to", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
    try {
      writeFileSync(path.join(folder, "own.ts"), 'import "fd-reservation/explore";\n');
      const { code, out, err } = runShared(["check", "own.ts"], folder);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(
        /own\.ts: 1 type error\nInstall the package where the file is: see Install in its README\.md\.\n$/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("JavaScript that does not parse", () => {
    const { code, out, err } = checkIn({ "own.js": "export default (" }, "own.js");
    expect(err).toMatch(/own\.js:1:17 - error TS1109/);
    expect(err).toMatch(/error: own\.js: 1 type error\n/);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  test("TypeScript is checked under strict defaults", () => {
    const { code, err } = checkIn({ "own.ts": "export const x: string = undefined;\n" }, "own.ts");
    expect(err).toContain("TS2322");
    expect(code).toBe(2);
  });

  test("a comment that silences a rule in ESLint silences it, and no other", () => {
    // Lines with a comment each: above a mistake, beside it, and some lines before.
    const leaks = (above: string, beside: string, before = "", between = ""): string => `${before}
      export const f${leakCount++} = (open: () => Disposable): void => {${between}
        ${above}
        const leaked = open(); void leaked; ${beside}
      };`;
    let leakCount = 0;
    const next = "eslint-disable-next-line";
    const silenced = [
      leaks(`// ${next} ownership/not-disposed -- why, ownership/escape`, ""),
      leaks(`// ${next} ownership/escape, ownership/not-disposed`, ""),
      leaks(`// ${next}`, ""),
      leaks(`// ${next} -- why`, ""),
      leaks(`/* ${next}\n ownership/not-disposed */`, ""),
      leaks("", "// eslint-disable-line ownership/not-disposed"),
      leaks("", "/* eslint-disable-line */"),
      leaks("", "", "/* eslint-disable ownership/not-disposed */", "/* eslint-enable ownership/escape */"),
      leaks("", "", "/* eslint-enable */ /* eslint-disable -- why */", "// eslint-enable"),
    ];
    const spoken = [
      leaks("", "", "/* eslint-enable ownership/not-disposed */"),
      leaks(`// ${next} ownership/escape`, ""),
      leaks(`// ${next} ownership/not-disposed-x`, ""),
      leaks(`// ${next} not-disposed`, ""),
      leaks(`// ${next} ownership/escape -- ownership/not-disposed`, ""),
      leaks(`void "// ${next}";`, ""),
      leaks(`// see ${next}`, ""),
      leaks("", `// ${next}`),
      leaks("", "", "/* eslint-disable ownership/escape */"),
      leaks("", "", "// eslint-disable"),
    ];
    const text = own + [...silenced, ...spoken].join("\n");
    const { code, out } = checkIn({ "own.ts": text, "wanted.ts": helper }, "own.ts", "--json");
    const { ownership } = JSON.parse(out) as { ownership: { rule: string; line: number }[] };
    const lines = text.split("\n");
    const expected = lines.flatMap((line, index) => (line.includes("const leaked") ? [index + 1] : []));
    expect(ownership.map(({ rule, line }) => `${rule} ${line}`)).toEqual(
      expected.slice(silenced.length).map((line) => `not-disposed ${line}`),
    );
    expect(code).toBe(1);
  });

  test("a wrong tsconfig.json is named", () => {
    const files = {
      "own.ts": own,
      "wanted.ts": helper,
      "tsconfig.json": '{ "compilerOptions": { "lib": 3 } }',
    };
    const { code, out, err } = checkIn(files, "own.ts");
    expect(err).toMatch(/error: tsconfig\.json: .*lib/);
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

describe("names of folders with spaces, parentheses and quotes", () => {
  const broken = readFileSync(fixture("broken-pipe2.ts"), "utf8");
  // JavaScript has no source map, and so its places are URLs.
  const plain = `
    import { scenario } from "fd-reservation/explore";
    export default scenario({
      name: "plain",
      tasks: { caller: (current) => { current.close(0); throw new Error("not today"); } },
    });`;

  test.each(["sp ace/", "a (b)/", "(group)/[id]/", 'q"uote/'])("%s", (folder) => {
    const files = { [`${folder}broken.ts`]: broken, [`${folder}plain.mjs`]: plain };
    inFolder(files, (cwd) => {
      for (const [name, text] of [
        ["broken.ts", broken],
        ["plain.mjs", plain],
      ] as const) {
        const file = folder + name;
        const { code, out, err } = runShared(["check", file, "--html", "report.html", "--wide"], cwd);
        expect(err).not.toContain("error");
        expect(out).toContain(`:n is line n of ${file}\n`);
        if (name === "broken.ts") expect(out.replaceAll(/\s+/g, " ")).toContain(`(made at ${file}:9:`);
        expect(code).toBe(1);
        const [, exhibit = ""] =
          /<script type="application\/json">(.*)<\/script>/.exec(
            readFileSync(path.join(cwd, "report.html"), "utf8"),
          ) ?? [];
        expect((JSON.parse(exhibit) as { sources: unknown }).sources).toEqual({ [file]: text });
      }
    });
  });

  test("a folder is named as it is, too", () => {
    inFolder({ "a (b)/broken.ts": broken }, (cwd) => {
      expect(runShared(["check", "a (b)"], cwd).out).toMatch(/1 scenario, .* 1 violated/);
    });
  });
});

describe("the ownership rules", () => {
  const file = fixture("used-after-commit.ts");
  const frame = `error[use-after-move]: use of moved value: \`file\` (E0382)
  --> ${file}:12:5
   |
11 |     fd.commit(file);
   |               ---- value moved here: \`commit\` takes ownership of \`file\`: \`Move<FileRef>\`
12 |     file[Symbol.dispose]();
   |     ^^^^ value used here after it was moved
   |
   = help: use it before the move, or move a clone
`;

  test("are asked first: every run holds, a rule is broken, exit code 1", () => {
    const { code, out } = runShared(["check", file]);
    expect(out.startsWith(`${frame}\nscenario `), out).toBe(true);
    expect(out).toMatch(/\n1 scenario, \d+ states: all hold; 1 lint report \(/);
    expect(code).toBe(1);
  });

  test("--no-ownership does not ask them", () => {
    const { code, out } = runShared(["check", "--no-ownership", file]);
    expect(out).toMatch(/^scenario /);
    expect(out).toMatch(/\d+ states: all hold \(/);
    expect(code).toBe(0);
  });

  test("--json has what they found, with places and the text for people", () => {
    const { code, out } = runShared(["check", "--json", file]);
    const { verdict, ownership } = JSON.parse(out) as { verdict: string; ownership: unknown[] };
    expect(verdict).toBe("violated");
    expect(ownership).toEqual([
      {
        file,
        rule: "use-after-move",
        code: "E0382",
        message: "use of moved value: `file`",
        line: 12,
        column: 5,
        text: "value used here after it was moved",
        endLine: 12,
        endColumn: 9,
        source: "file[Symbol.dispose]();",
        led: [
          {
            line: 11,
            column: 15,
            text: "value moved here: `commit` takes ownership of `file`: `Move<FileRef>`",
          },
        ],
        help: "use it before the move, or move a clone",
        rendered: frame.trimEnd(),
      },
    ]);
    expect(code).toBe(1);
  });

  test("--html and the file of a shard have it, too", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
    try {
      const html = path.join(folder, "report.html");
      expect(runShared(["check", file, "--html", html]).code).toBe(1);
      expect(readFileSync(html, "utf8")).toContain("<h1>fd-reservation check: all hold; 1 lint report</h1>");
      expect(readFileSync(html, "utf8")).toContain("error[use-after-move]: use of moved value");
      const blob = path.join(folder, "shard.json");
      // A part gives no verdict of its own on what every part has found.
      expect(runShared(["check", file, "--shard", "1/1", "--blob", blob]).code).toBe(0);
      const { code, out } = runShared(["merge", blob]);
      expect(out.startsWith(`${frame}\nscenario `), out).toBe(true);
      expect(code).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a mistake that a file shows on purpose is no failure; --traces prints it", () => {
    const shown = "examples/misuse/alias/token.ts";
    const { code, out } = runShared(["check", shown]);
    expect(out).not.toContain("error[");
    expect(code).toBe(0);
    const traces = runShared(["check", "--traces", shown]);
    expect(traces.out).toContain("error[use-after-move]: use of moved value: `alias` (E0382)");
    expect(traces.code).toBe(0);
  });
});

describe("help", () => {
  test("names the command, its exit codes and an example", () => {
    const { code, out } = runShared(["check", "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /Exit code:\n +0 +every scenario holds or fails as expected,[^]*\n +1 +otherwise\n +2 +bad usage/,
    );
    expect(out).toContain("$ fd-reservation check 'examples/**/*.ts'");
  });

  test("colours and progress stay away when the output is no terminal", () => {
    const { out } = runShared(["check", fixture("broken-pipe2.ts")]);
    expect(out).not.toContain("\u001b");
  });
});
