/** The analysis never fails, whatever it reads: the compiler's own files, packages, broken code, generated code. */
import fc from "fast-check";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { analyze } from "fd-reservation/ownership";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runs } from "../effort.js";
import { analyzeText } from "./analyze-text.js";
import { statement } from "./generated-code.js";

const packages = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Analyses files as one program, and says how many of their lines were read. */
function read(files: readonly string[], options: ts.CompilerOptions): number {
  const program = ts.createProgram(files, { noEmit: true, skipLibCheck: true, types: [], ...options });
  const checker = program.getTypeChecker();
  let lines = 0;
  for (const name of files) {
    const file = program.getSourceFile(name);
    if (file === undefined) continue;
    lines += file.getLineStarts().length;
    for (const { primary, secondary } of analyze(ts, file, checker)) {
      for (const { start, end } of [primary, ...secondary]) {
        expect(0 <= start && start < end && end <= file.end, `${name}:${start}`).toBe(true);
      }
    }
  }
  return lines;
}

const bundler = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
} as const;

describe("reads", () => {
  test("declarations of TypeScript and of packages, as if they were code", () => {
    const libraries = ["lib.dom.d.ts", "lib.es5.d.ts", "lib.esnext.disposable.d.ts", "typescript.d.ts"];
    const patterns = [
      ...libraries.map((name) => `typescript/lib/${name}`),
      "{@types/node,eslint,fast-check}/**/*.d.ts",
    ];
    const files = globSync(patterns, { cwd: packages, absolute: true });
    // Under another name, for declarations are not analysed.
    const text = new Map(files.map((name) => [name.replace(/\.d\.ts$/, ".ts"), ts.sys.readFile(name) ?? ""]));
    const host: ts.CompilerHost = {
      ...ts.createCompilerHost({}),
      fileExists: (name) => text.has(name),
      readFile: (name) => text.get(name),
      getSourceFile: (name, target) => {
        const found = text.get(name);
        return found === undefined ? undefined : ts.createSourceFile(name, found, target, true);
      },
    };
    const program = ts.createProgram([...text.keys()], { ...bundler, noLib: true, types: [] }, host);
    let lines = 0;
    for (const name of text.keys()) {
      const file = program.getSourceFile(name) as ts.SourceFile;
      lines += file.getLineStarts().length;
      expect(analyze(ts, file, program.getTypeChecker()), name).toEqual([]);
    }
    expect(lines).toBeGreaterThan(80_000);
  });

  test("JavaScript of packages", () => {
    const files = globSync(
      ["{commander,picocolors,tinyglobby}/**/*.{js,mjs,cjs}", "eslint/lib/rules/no-un*.js"],
      {
        cwd: packages,
        absolute: true,
      },
    );
    const options = { ...bundler, allowJs: true, checkJs: false, noResolve: true };
    expect(read(files, options)).toBeGreaterThan(5_000);
  });

  test("files with type errors and syntax errors", () => {
    for (const text of [
      "using = 3; await using x = ; const { a, ...[b] } = f(",
      "class A extends B { [Symbol.dispose( { using a = this.#b; return super.x; } }",
      "for (using of of of) { continue nowhere; } break;",
      "label: label: while (x) { function* f() { yield yield; } } export = import('x') satisfies;",
      "switch (a) { case using b = c: default: default: } try { } finally { return } catch { }",
      "declare const d: Missing<Disposable>; using e = d as any; f`${e}`; e?.[e]!.g?.(...e, e = e);",
      "enum E { A = using, B = E.A } namespace N.M { using x = N; export { x as default } }",
      "@dec(using) class { static { using s = this; } accessor x = using; get [x]() { return } set x(...y) {} }",
      "\u0000\ufeff<div>{using}</div>;",
    ]) {
      expect(Array.isArray(analyzeText(text)), text).toBe(true);
      expect(Array.isArray(analyzeText(text, {}, "piece.tsx")), text).toBe(true);
    }
  });
});

test("reads whatever the grammar allows", { timeout: 3_600_000 }, () => {
  const types = `declare class R implements Disposable { n: R; f(this: R): R; take(x: R): void; [Symbol.dispose](): void }
declare function make(...x: unknown[]): R; declare let c: boolean; declare let a: R, b: R;`;
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
      const text = `${types}\nexport async function* f(p: R, q = make()) {\n${statements.join("\n")}\n}`;
      for (const { primary } of analyzeText(text)) expect(primary.end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: runs({ fast: 40, usual: 40, long: 2_000 }), seed: 6 },
  );
});

describe("what it once failed on", () => {
  test("function types of JSDoc, whose parameters have no names", () => {
    const text = "/** @param {function(string): void} f */ function g(f) { f('a'); } g((x) => x);";
    expect(analyzeText(text, {}, "piece.js")).toEqual([]);
  });

  test("parts that become their own wholes: a walk along a list", () => {
    const text = `
      class Node implements Disposable { next!: Node; constructor(next?: Node) {} [Symbol.dispose]() {} }
      export function last(a: Node, b: Node, n: number) {
        const kept = new Node();
        for (let node = a; n > 0; n--) { node = node.next; node.next = node.next.next; a = node.next; node = a.next; }
        while (n++ < 9) if (n % 2) a = b.next; else b = a.next;
        return [a, b, kept];
      }`;
    expect(analyzeText(text)).toEqual([]);
  });
});
