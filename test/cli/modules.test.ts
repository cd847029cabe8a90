/** What a scenario may import, and how: it runs as the compiler emits it, and places are those of its source. */
import { expect, test } from "vitest";
import { inFolder, runShared, type Outcome } from "./run.js";

/** Checks a scenario that throws at its top level unless what it imports is what it should be. */
function checkImports(code: string, files: Record<string, string>, name = "scenario.ts"): Outcome {
  const scenario = `import { scenario } from "fd-reservation/explore";
${code}
export default scenario({ name: "imports", tasks: { caller: (current) => current.close(0) } });
`;
  return inFolder({ [name]: scenario, ...files }, (folder) => runShared(["check", "--json", name], folder));
}

function tsconfig(compilerOptions: object): string {
  const options = {
    strict: true,
    target: "es2022",
    lib: ["es2023", "esnext.disposable"],
    ...compilerOptions,
  };
  return JSON.stringify({ compilerOptions: options });
}

/** Ends the load when a value is not the one that is expected. */
const is = (value: string, expected: string): string =>
  `if (${value} !== ${expected}) throw new Error("${value} is " + String(${value}));`;

test("under the rules of Node: TypeScript by the name of its output, JSON that says so, CommonJS", () => {
  const imports = `
import { byOutput } from "./by-output.js";
${is("byOutput", "1")}
import { beside } from "./beside.js";
${is("beside", "1")}
import { bare } from "./bare";
${is("bare", "1")}
import { m } from "./m.mjs";
${is("m", "1")}
import { c } from "./c.cjs";
${is("c", "1")}
import { element } from "./element.js";
${is("element", '"<p>"')}
import json from "./data.json" with { type: "json" };
${is("json.a", "1")}
import old from "old";
${is("old.a", "1")}
import { Type, value } from "./types.js";
const typed: Type = value;
${is("typed", "1")}
import { E } from "./enum.js";
${is("E.one + 0", "1")}
const name = String.fromCharCode(109) + ".mts";
const found = (await import("./" + name)) as { m: number };
${is("found.m", "1")}`;
  const files = {
    "tsconfig.json": tsconfig({
      module: "nodenext",
      jsx: "react",
      jsxFactory: "h",
      resolveJsonModule: true,
    }),
    "by-output.ts": "export const byOutput: number = 1;",
    "beside.ts": "export const beside: number = 1;",
    "beside.js": "export const beside = 2;",
    "bare.ts": "export const bare: number = 1;",
    "m.mts": "export const m: number = 1;",
    "c.cts": "export const c: number = 1;",
    "element.tsx": `declare global { namespace JSX { interface IntrinsicElements { p: object } } }
function h(name: string): string { return "<" + name + ">"; }
export const element: unknown = <p />;`,
    "data.json": '{ "a": 1 }',
    "types.ts": "export type Type = number; export const value: Type = 1;",
    "enum.ts": "export const enum E { none, one }",
    "node_modules/old/package.json": '{ "name": "old", "main": "./main.js", "types": "./main.d.ts" }',
    "node_modules/old/main.js": 'module.exports = { a: require("./part").a };',
    "node_modules/old/part.js": "exports.a = 1;",
    "node_modules/old/main.d.ts": "declare const old: { a: number }; export = old;",
  };
  expect(checkImports(imports, files)).toMatchObject({
    code: 0,
    err: expect.not.stringContaining("error") as string,
  });
});

test("under the rules of bundlers: names that tsconfig.json maps, no endings, JSON as if it were code", () => {
  const imports = `
import { mapped } from "@own/mapped";
${is("mapped", "1")}
import json, { b } from "./data.json";
${is("json.a + b", "3")}`;
  const files = {
    "tsconfig.json": tsconfig({
      module: "esnext",
      moduleResolution: "bundler",
      resolveJsonModule: true,
      paths: { "@own/*": ["./lib/*"] },
    }),
    "lib/mapped.ts": 'export { part as mapped } from "./part";',
    "lib/part.ts": "export const part: number = 1;",
    "data.json": '{ "a": 1, "b": 2, "not a name": 3 }',
  };
  expect(checkImports(imports, files)).toMatchObject({
    code: 0,
    err: expect.not.stringContaining("error") as string,
  });
});

test("JavaScript with `using`, in a folder that calls its files CommonJS", () => {
  const files = {
    "package.json": '{ "type": "commonjs" }',
    "a.js": "export let ended = 0; { using _a = { [Symbol.dispose]() { ended = 1; } }; }",
  };
  const code = `import { ended } from "./a.js"; ${is("ended", "1")}`;
  expect(checkImports(code, files, "scenario.js")).toMatchObject({ code: 0 });
});

test("places are those of the source: below type declarations, and of a disposal its `using`", () => {
  const text = `import { FileDescriptorReservation, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

interface Unused {
  readonly a: number;
  readonly b: number;
}

function leaks(current: Task): number {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using _fd: FileDescriptorReservation = current.reservation;
  current.close(0);
  current.fget(0);
  return 0;
}

export default scenario({ name: "places", tasks: { caller: (current) => leaks(current) } });
`;
  const { out } = inFolder({ "scenario.ts": text }, (folder) =>
    runShared(["check", "--json", "--no-ownership", "scenario.ts"], folder),
  );
  const { scenarios } = JSON.parse(out) as {
    scenarios: [{ counterexample: { steps: { call: string; source?: { file: string; line: number } }[] } }];
  };
  const places = scenarios[0].counterexample.steps.map(({ source }) => source?.line);
  expect(places).toEqual([10, 12, 13, 11]);
});

test("an error in a file that a scenario imports is told at its place in the source", () => {
  const { err } = checkImports('import "./a.js";', {
    "a.ts":
      'declare const console: {\n  error(text: unknown): void;\n};\n\n\nconsole.error(new Error("here").stack);\nexport {};\n',
  });
  expect(err).toMatch(/Error: here\n +at .*a\.ts:6:15/);
});
