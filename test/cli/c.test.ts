/** The command c: what it prints for functions of C, its formats, its exit codes, and what it refuses. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { programs } from "../c/programs.js";
import { ownFolder } from "./own-folder.js";
import { runShared, type Outcome } from "./run.js";

/** A tree with its folder of headers, and files of every verdict. */
const files = {
  "include/linux/fd.h": "static inline int reserve(void) { return get_unused_fd_flags(0); }\n",
  "fs/leak.c": programs.leaksBoth,
  "fs/right.c": programs.right,
  "fs/open.c": programs.failsAfterInstall,
  "fs/other.c": "int nothing(void) { return 0; }\n",
  "fs/header.c": "#include <linux/fd.h>\nint f(void) { int fd = reserve(); return fd < 0 ? fd : 0; }\n",
  "fs/jump.c": "int jump(int fd) { goto *p; fd_install(fd, file); }\n",
  "fs/option.c":
    "int f(void) { int fd = get_unused_fd_flags(0); if (fd < 0) return fd;\n#ifdef CONFIG_LEAKS\nreturn -1;\n#endif\nput_unused_fd(fd); return 0; }\n",
  "facts.json": JSON.stringify([{ names: ["adopt"], effect: { act: "unreserve", fd: 0 } }]),
  "fs/adopt.c":
    "int f(void) { int fd = get_unused_fd_flags(0); if (fd < 0) return fd; adopt(fd); return 0; }\n",
};

const folder = ownFolder(files);
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): Outcome => runShared(["c", ...args], folder);

describe("one file", () => {
  test("the path that shows a finding, in lines of C, and exit code 1", () => {
    const { code, out } = run("fs/leak.c:export_it");
    expect(code).toBe(1);
    expect(out).toMatch(/^violated {3}fs\/leak\.c:2 export_it\(\) {2}EXHAUSTIVE, \d+ paths$/m);
    expect(out).toContain("  reserved descriptor left: the call fails and fd 4 stays reserved");
    expect(out).toMatch(/^ {5}10 {2}fd = get_unused_fd_flags\(request\.flags\);\n {11}- fd 4 is reserved$/m);
    expect(out).toMatch(/^ {5}19 .*\n {11}- copy_to_user\(\) fails\n {5}20 {2}return -EFAULT;$/m);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(72);
  });

  test("what holds exits with 0; a descriptor that is left open does unless it is asked for", () => {
    expect(run("fs/right.c").code).toBe(0);
    expect(run("fs/open.c").code).toBe(0);
    expect(run("fs/open.c", "--left-open").code).toBe(1);
  });

  test("a helper of a header that the file includes is read", () => {
    const { code, out } = run("fs/header.c:f");
    expect(code).toBe(1);
    expect(out).toContain("(include/linux/fd.h)");
  });

  test("--why says what is assumed, --traces shows the run and its token", () => {
    expect(run("fs/adopt.c", "--why").out).toContain("assumed to touch no descriptor: adopt");
    const { out } = run("fs/leak.c", "--traces");
    expect(out).toMatch(/copy_to_user\(\) = -EFAULT \[EFAULT injected\]/);
    expect(out).toContain("VIOLATED: file leak: ");
  });

  test("facts of the user", () => {
    expect(run("fs/adopt.c").out).toMatch(/^unsure /m);
    expect(run("fs/adopt.c", "--facts", "facts.json").out).toMatch(/^holds /m);
  });
});

describe("options", () => {
  test("--config says which branch of an #if is read", () => {
    expect(run("fs/option.c").out).toMatch(/^violated /m);
    expect(run("fs/option.c", "--config", "CONFIG_LEAKS=n").out).toMatch(/^holds /m);
  });

  test("--max-paths cuts the search, and says so: as many paths are run again from end to end", () => {
    expect(run("fs/leak.c").out).toMatch(/EXHAUSTIVE, \d+ paths$/m);
    expect(run("fs/leak.c", "--max-paths", "3").out).toMatch(/BOUNDED, 6 paths$/m);
  });

  test("--wide prints long lines whole", () => {
    const widest = (...more: string[]): number =>
      Math.max(
        ...run("fs/leak.c", "--traces", ...more)
          .out.split("\n")
          .map(({ length }) => length),
      );
    expect(widest()).toBeLessThanOrEqual(72);
    expect(widest("--wide")).toBeGreaterThan(72);
  });
});

describe("the guide", () => {
  const guide = readFileSync(new URL("../../docs/guides/c.md", import.meta.url), "utf8");
  const block = (language: string, number = 0): string =>
    [...guide.matchAll(/^```(\S+)[^\n]*\n([^]*?)^```$/gm)].filter(([, kind]) => kind === language)[
      number
    ]?.[2] ?? "";
  const timeless = (text: string): string => text.replace(/\d+\.\d s/, "0.1 s").trimEnd();

  test("shows what the command prints of its function", () => {
    const own = ownFolder({ "buffer.c": block("c") });
    try {
      const { code, out } = runShared(["c", "buffer.c:export_it"], own);
      expect(timeless(out)).toBe(timeless(block("text")));
      expect(code).toBe(1);
    } finally {
      rmSync(own, { recursive: true });
    }
  });

  test("has a program that prints what its comment says", () => {
    const program = block("ts");
    const own = ownFolder({
      "program.mjs": ts.transpileModule(program, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
      }).outputText,
    });
    try {
      const { stdout, stderr } = spawnSync(process.execPath, ["program.mjs"], { cwd: own, encoding: "utf8" });
      const said = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
      expect(stderr).toBe("");
      expect(stdout.trimEnd().split("\n")).toEqual(said);
    } finally {
      rmSync(own, { recursive: true });
    }
  });
});

describe("a tree", () => {
  test("functions that reserve or install; those that hold are counted", () => {
    const { code, out } = run("--tree", ".");
    expect(code).toBe(1);
    expect(out).not.toContain("thing_create");
    expect(out).toMatch(/^refused +fs\/jump\.c:1 jump\(\)$/m);
    expect(out).toMatch(/^6 functions: 1 holds, 2 violated, 1 left open, 1 unsure, 1 refused; /m);
    expect(run("--tree", ".", "--all").out).toContain("thing_create");
  });

  test("JSON and SARIF", () => {
    const { out } = run("--tree", ".", "--json", "--sarif", "c.sarif");
    const { version, functions } = JSON.parse(out) as {
      version: number;
      functions: { name: string; verdict: string; findings: { kind: string; line: number }[] }[];
    };
    expect([version, functions.length]).toEqual([1, 6]);
    expect(functions.find(({ name }) => name === "export_it")?.findings).toMatchObject([
      { kind: "reserved descriptor left", line: 20 },
      { kind: "file leak", line: 20 },
    ]);
    const sarif = JSON.parse(readFileSync(path.join(folder, "c.sarif"), "utf8")) as {
      runs: { results: { ruleId: string; level: string }[] }[];
    };
    const results = sarif.runs[0]?.results.map(({ ruleId, level }) => `${ruleId} ${level}`);
    expect(results).toEqual(expect.arrayContaining(["c/file-leak error", "c/reserved-descriptor-left note"]));
  });
});

describe("refused, with exit code 2 and what to do", () => {
  test.each([
    [[], "nothing is asked for"],
    [["fs/none.c"], "fs/none.c cannot be read"],
    [["fs/right.c:none"], "fs/right.c has no function none"],
    [["fs/jump.c:jump"], "fs/jump.c jump() is not read: line 1: a label was expected"],
    [["--tree", "none"], "none is no folder"],
    [["fs/right.c", "--config", "A"], "A is no setting"],
    [["fs/right.c", "--facts", "none.json"], "none.json cannot be read: ENOENT"],
    [["fs/right.c", "--facts", "fs/right.c"], "fs/right.c: "],
  ])("%j", (args, message) => {
    const { code, err } = run(...args);
    expect(code).toBe(2);
    expect(err).toContain(`error: ${message}`);
  });
});
