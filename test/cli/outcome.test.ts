/** What a check says as a whole: what held, what failed as expected, what a limit or Ctrl-C left open. */
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { CheckReport } from "../../src/cli/check.js";
import { holding, ownFolder, violated } from "./own-folder.js";
import { expectKind } from "./schema.js";
import { fixture, inFolder, main, runShared } from "./run.js";

const expected = violated("wrong").replace('name: "wrong"', 'name: "shown", violates: "out of ideas"');
/** Two tasks that increment without a lock, often: more states than are searched here. */
const many = `import type { Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";
function increment({ kernel: { memory } }: Task, counter: number): void {
  for (let i = 0; i < 500; i++) memory.store(counter, memory.load(counter) + 1);
}
export default scenario<number>({
  name: "many states",
  setup: ({ kernel }) => kernel.memory.allocate(2, "counter"),
  tasks: { a: increment, b: increment },
});
`;

const BOUNDED = ["--max-states", "50"];

test.each([
  ["all hold", { "a.ts": holding("a"), "b.ts": holding("b") }, "2 scenarios, S: all hold", 0],
  [
    "some fail as expected",
    { "a.ts": holding("a"), "b.ts": expected },
    "2 scenarios, S: 1 holds, 1 failed as expected",
    0,
  ],
  ["all fail as expected", { "b.ts": expected }, "1 scenario, S: 1 failed as expected", 0],
  [
    "one is violated",
    { "a.ts": holding("a"), "b.ts": expected, "c.ts": violated("c"), "d.ts": holding("d") },
    "4 scenarios, S: 1 violated, 2 hold, 1 failed as expected",
    1,
  ],
  [
    "one does not fail as expected",
    { "a.ts": holding("a").replace("tasks:", 'violates: "out of ideas", tasks:') },
    "1 scenario, S: 1 not reproduced",
    1,
  ],
  [
    "a limit stopped one",
    { "a.ts": holding("a"), "many.ts": many },
    "2 scenarios, S: 1 holds, 1 without a violation so far (BOUNDED)",
    0,
  ],
] as const)("the summary: %s", (_, files, summary, expectedCode) => {
  inFolder(files, (folder) => {
    const { code, out, err } = runShared(["check", ".", "--no-ownership", ...BOUNDED], folder);
    expect(err).toBe("");
    expect(
      out
        .trimEnd()
        .split("\n")
        .at(-1)
        ?.replace(/[\d,]+ states?/, "S"),
    ).toMatch(new RegExp(`^${summary.replaceAll(/[()]/g, "\\$&")} \\([\\d.]+ s\\)$`));
    expect(code).toBe(expectedCode);
  });
});

test("BOUNDED is a verdict of its own, and fails a check that is told so", () => {
  inFolder({ "a.ts": holding("a"), "many.ts": many }, (folder) => {
    const of = (...args: string[]): [unknown, number | null] => {
      const { code, out } = runShared(["check", ".", "--json", ...args], folder);
      return [(JSON.parse(out) as CheckReport).verdict, code];
    };
    expect(of(...BOUNDED)).toEqual(["bounded", 0]);
    expect(of(...BOUNDED, "--fail-on-bounded")).toEqual(["bounded", 1]);
    expect(runShared(["check", "a.ts", "--fail-on-bounded"], folder).code).toBe(0);
    const parts = [1, 2].map((index) => {
      runShared(["check", "a.ts", "--compact", "--shard", `${index}/2`, "--blob", `${index}.json`], folder);
      return `${index}.json`;
    });
    expect(runShared(["merge", ...parts], folder).code).toBe(0);
    expect(runShared(["merge", "--fail-on-bounded", ...parts], folder).code).toBe(1);
  });
});

test("with type errors --json is a document of the schema, which names them", () => {
  const { code, out, err } = runShared(["check", "--json", fixture("type-error.ts")]);
  expect(code).toBe(2);
  const report = JSON.parse(out) as CheckReport;
  expectKind("check", report);
  expect(report).toMatchObject({
    verdict: "error",
    error: {
      message: `${fixture("type-error.ts")}: 1 type error`,
      next: "Fix the types; nothing was run.",
      types: [{ file: fixture("type-error.ts"), line: 3, code: "TS2551" }],
    },
    scenarios: [],
  });
  expect(report.error?.types[0]?.message).toMatch(/^Property 'clos' does not exist/);
  expect(err).toContain("error TS2551");
});

test("so it is with anything else that stops it", () => {
  const { code, out } = runShared(["check", "--json", "missing.ts"]);
  const report = JSON.parse(out) as CheckReport;
  expectKind("check", report);
  expect(report.error).toEqual({
    message: "missing.ts does not exist",
    next: expect.stringMatching(/^Name a file/) as string,
    types: [],
  });
  expect(code).toBe(2);
});

test.skipIf(process.platform === "win32")(
  "SIGINT: what is finished is reported, and where the searches stand, with --json and --html as well",
  async () => {
    const folder = ownFolder({ "a.ts": holding("a"), "many.ts": many, "z.ts": holding("z") });
    try {
      const args = [main, "check", ".", "--json", "--html", "report.html", "--progress"];
      const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      const [out, err] = [[] as Buffer[], [] as Buffer[]];
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => {
        err.push(chunk);
        if (/many states: [1-9][\d,]* states/.test(Buffer.concat(err).toString())) child.kill("SIGINT");
      });
      const code = await new Promise((resolve) => child.on("close", resolve));
      expect(code, Buffer.concat(err).toString().slice(-500)).toBe(130);
      const report = JSON.parse(Buffer.concat(out).toString()) as CheckReport;
      expectKind("check", report);
      expect(report.verdict).toBe("interrupted");
      expect(report.scenarios.map(({ scenario, verdict }) => [scenario, verdict])).toEqual([["a", "holds"]]);
      expect(report.unfinished?.map(({ file, scenario }) => [file, scenario])).toEqual([
        ["many.ts", "many states"],
        ["z.ts", "z"],
      ]);
      expect(report.unfinished?.[0]?.states).toBeGreaterThan(0);
      expect(report.unfinished?.[1]).not.toHaveProperty("states");
      expect(readFileSync(path.join(folder, "report.html"), "utf8")).toContain(
        "<h1>fd-reservation check: interrupted: 1 holds, 2 unfinished</h1>",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
