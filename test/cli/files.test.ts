/** Which files `check` takes of what it is given, what it says of those that are not there, and in which order they run. */
import { expect, test } from "vitest";
import { holding } from "./own-folder.js";
import { inFolder, run, runShared, type Outcome } from "./run.js";

const check = (files: Record<string, string>, ...args: string[]): Outcome =>
  inFolder(files, (folder) => runShared(["check", ...args], folder));

/** The names in the table of verdicts, from above. */
function names(out: string): string[] {
  return [...out.matchAll(/^(.+?) +mainline +\d/gm)].map(([, name = ""]) => name);
}

/** A folder as a project has it: two scenarios, one of them by a helper, and all that lies around them. */
const PROJECT = {
  "src/direct.ts": holding("direct"),
  "src/helper.ts": `import { scenario, type Scenario } from "fd-reservation/explore";
export const make = (name: string): Scenario =>
  scenario({ name, tasks: { a: (current) => current.close(0), b: (current) => current.close(0) } });\n`,
  "src/made.ts": 'import { make } from "./helper.js";\nexport default make("made by a helper");\n',
  "src/library.ts":
    'import type { Task } from "fd-reservation";\nexport const f = (current: Task) => current;\n',
  // It would throw if it were loaded, and does not compile.
  "src/unrelated.ts": 'export const wrong: number = "text";\nthrow new Error("loaded");\n',
  "test/direct.test.ts": 'import direct from "../src/direct.js";\nvoid direct;\nthrow new Error("loaded");\n',
  "tool.config.js": 'throw new Error("loaded");\nexport default [];\n',
  "types/all.d.ts": 'export * from "fd-reservation/explore";\n',
  "README.md": "# Nothing\n",
  "data/notes.txt": "nothing",
};

test.each([["."], ["**/*"], ["{src,test,data}/**"]])("%s: what is no scenario is left out", (pattern) => {
  const { code, out, err } = check(PROJECT, pattern);
  expect(err).toBe("");
  expect(names(out)).toEqual(["direct", "made by a helper"]);
  expect(out).toMatch(/\n2 scenarios, \d+ states: all hold \(/);
  expect(code).toBe(0);
});

test("as a process, on the current folder", () => {
  const { code, out } = inFolder(PROJECT, (folder) => run(["check", "."], folder));
  expect(names(out)).toEqual(["direct", "made by a helper"]);
  expect(code).toBe(0);
});

test("a file that is named is not left out", () => {
  const { code, err } = check(PROJECT, "src/library.ts");
  expect(err).toMatch(/^error: src\/library\.ts exports no scenario\n/);
  expect(code).toBe(2);
});

test.each([
  [["missing.ts"], /^error: missing\.ts does not exist\nName a file or a folder/],
  [["src/direct.ts", "src/missing.ts"], /^error: src\/missing\.ts does not exist\n/],
  [["nowhere/"], /^error: nowhere\/ does not exist\n/],
  [["nowhere/*.ts"], /^error: no file matches nowhere\/\*\.ts\n/],
  [["data"], /^error: data contains no TypeScript or JavaScript file\n/],
  [["data/*"], /^error: no TypeScript or JavaScript file matches data\/\*\n/],
  [["test"], /^error: 1 file and no scenario\n/],
])("%j", (patterns, cause) => {
  const { code, out, err } = check(PROJECT, ...patterns);
  expect(err).toMatch(cause);
  expect([code, out]).toEqual([2, ""]);
});

test("scenarios run in the order of the source, and after them what a file only passes on", () => {
  const own = (name: string): string =>
    `scenario({ name: "${name}", tasks: { a: (current) => current.close(0), b: (current) => current.close(0) } })`;
  const file = `import { scenario } from "fd-reservation/explore";
export * from "./more.js";
export const zero = ${own("zero")};
const [second, third] = [${own("second")}, ${own("third")}];
export { third as b, second as a };
export default [${own("of the default, 1")}, ${own("of the default, 2")}];
export const { inside } = { inside: ${own("inside")} };
export const alpha = ${own("alpha")};
`;
  const more = `import { scenario } from "fd-reservation/explore";\nexport const aaa = ${own("passed on")};\n`;
  const { out, err } = check({ "order.ts": file, "more.ts": more }, "order.ts");
  expect(err).toBe("");
  expect(names(out)).toEqual([
    "zero",
    "third",
    "second",
    "of the default, 1",
    "of the default, 2",
    "inside",
    "alpha",
    "passed on",
  ]);
});

test("DisposableStack and SuppressedError are there, whatever Node lacks", () => {
  const stacks = `import { scenario } from "fd-reservation/explore";
import type { Task } from "fd-reservation";
function expect(isSo: boolean, what: string): void { if (!isSo) throw new Error(what); }
function use(_: Task): void {
  const told: string[] = [];
  {
    using stack = new DisposableStack();
    stack.use({ [Symbol.dispose]: () => void told.push("use") });
    expect(stack.use(null) === null, "null is taken");
    expect(stack.adopt("adopt", (value) => void told.push(value)) === "adopt", "adopt returns");
    stack.defer(() => void told.push("defer"));
  }
  expect(told.join() === "defer,adopt,use", told.join());
  const first = new DisposableStack();
  first.defer(() => void told.push("moved"));
  const moved = first.move();
  expect(first.disposed && !moved.disposed, "what was moved from is disposed of");
  first.dispose();
  expect(told.length === 3, "moved from, it has nothing");
  moved.dispose();
  moved.dispose();
  expect(told.length === 4, "once");
  let refused: unknown;
  try { moved.defer(() => undefined); } catch (error) { refused = error; }
  expect(refused instanceof ReferenceError, String(refused));
  const failing = new DisposableStack();
  for (const name of ["earlier", "between", "last"]) failing.defer(() => { throw new Error(name); });
  let thrown: unknown;
  try { failing.dispose(); } catch (error) { thrown = error; }
  expect(thrown instanceof SuppressedError, String(thrown));
  const { error, suppressed } = thrown as SuppressedError;
  expect((error as Error).message === "earlier", "the last thing thrown");
  expect((suppressed as SuppressedError).error instanceof Error, "what it suppresses");
}
export default scenario({ name: "stacks", tasks: { a: use, b: use } });
`;
  const { code, out, err } = check({ "stacks.ts": stacks }, "stacks.ts", "--no-ownership");
  expect(err).toBe("");
  expect(out).toMatch(/^stacks .* holds$/m);
  expect(code).toBe(0);
});
