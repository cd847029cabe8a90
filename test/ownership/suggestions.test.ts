/** A suggestion is safe: with it applied a program compiles as before, and the lint reports nothing new, and less. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { analyze, type Diagnostic, type Fix } from "fd-reservation/ownership";
import { describe, expect, test } from "vitest";
import { programOfTexts } from "./analyze-text.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Programs, by their paths in the repository. */
function read(): Record<string, string> {
  const files = globSync(["test/ownership/parity/*/*.ts", "test/fixtures/{ownership,compilers}/**/*.ts"], {
    cwd: root,
  });
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
}

const types = `import type { Move } from "fd-reservation/ownership";
interface Task { reserve(): asserts this is Reserving } interface Reserving extends Task { readonly reservation: Move<C> }
declare class C implements Disposable { static open(): C; static opened(): Promise<C>; ok: boolean; part: C; close(): void; read(): number; later(): Promise<number>; each(): Iterable<number>; [Symbol.dispose](): void }
declare class A implements AsyncDisposable { static make(): A; ok: boolean; read(): number; [Symbol.asyncDispose](): Promise<void> }
interface Reader { read(): number }
declare const list: C[]; declare const yes: boolean; declare function later(run: () => void): void; declare function look(c: C): number;
`;

/** A body that leaks, and what is suggested for it. */
const cases: readonly (readonly [code: string, suggestion: string | undefined])[] = [
  ["() => { const c = C.open(); c.ok; }", "using c"],
  ["() => { const c = (C.open()); return c.read() + look(c); }", "using c"],
  ["() => { if (yes) { const c = new C(); look(c); } }", "using c"],
  ["async () => { const c = await C.opened(); return await c.later(); }", "using c"],
  ["async () => { const a = A.make(); a.ok; }", "await using a"],
  ["(task: Task) => { task.reserve(); const c: C = task.reservation; return c.read(); }", "using c"],
  ["() => { const a = A.make(); a.ok; }", undefined],
  ["async () => { const run = () => { const a = A.make(); a.ok; }; run(); }", undefined],
  ["() => { const c = C.open(); if (c.ok) list.push(c); }", undefined],
  ["() => { const c = yes ? C.open() : list[0]!; c.ok; }", undefined],
  ["() => { const c = C.open(); if (yes) return; c.close(); }", undefined],
  ["() => { const c = C.open(); return c.later(); }", undefined],
  ["() => { const c = C.open(); return c.each(); }", undefined],
  ["() => { const c = C.open(); if (yes) return c.part; return; }", undefined],
  ["() => { const c = C.open(); later(() => { c.read(); }); }", undefined],
  ["() => { const c = C.open(); if (yes) return c; return; }", undefined],
  ["() => { const c: Reader = C.open(); c.read(); }", undefined],
  ["() => { const c = C.open(), d = C.open(); look(c); look(d); }", undefined],
  ["() => { let c = C.open(); look(c); }", undefined],
  ["() => { switch (yes) { case true: const c = C.open(); look(c); } }", undefined],
];

interface Found {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly errors: number;
}

function analyzeAll(texts: Readonly<Record<string, string>>): Record<string, Found> {
  const { program, files } = programOfTexts(texts);
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    files.map((file, index): [string, Found] => [
      Object.keys(texts)[index] ?? "",
      {
        text: file.text,
        diagnostics: analyze(ts, file, checker),
        errors: program.getSyntacticDiagnostics(file).length + program.getSemanticDiagnostics(file).length,
      },
    ]),
  );
}

function applied(text: string, { start, end, text: replacement }: Fix): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The mistakes without their places, which a suggestion moves. */
function kinds(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
}

const texts = {
  ...read(),
  ...Object.fromEntries(
    cases.map(([code], index) => [`case-${index}.ts`, `${types}export const f = ${code};\n`]),
  ),
};
const before = analyzeAll(texts);
const changed = Object.entries(before).flatMap(([file, { text, diagnostics }]) =>
  diagnostics.flatMap(({ fix }, index) =>
    fix === undefined
      ? []
      : [{ file, index, name: file.replace(/\.ts$/, `-${index}.ts`), text: applied(text, fix) }],
  ),
);
const after = analyzeAll(Object.fromEntries(changed.map(({ name, text }) => [name, text])));

test("there are suggestions to try", () => {
  expect(changed.length).toBeGreaterThan(8);
});

test.each(changed)("$name compiles, and is reported less", ({ file, index, name }) => {
  const [old, now] = [before[file], after[name]];
  expect(now?.errors).toBe(old?.errors);
  const left = kinds(old?.diagnostics ?? []);
  left.splice(index, 1);
  expect(left).toEqual(expect.arrayContaining(kinds(now?.diagnostics ?? [])));
});

describe("of a leak", () => {
  test.each(cases.map((one, index) => [...one, index] as const))("%s: %s", (_, suggestion, index) => {
    const { text, diagnostics } = before[`case-${index}.ts`] as Found;
    expect(diagnostics.length).toBeGreaterThan(0);
    const fixes = diagnostics.flatMap(({ fix }) => (fix === undefined ? [] : [applied(text, fix)]));
    if (suggestion === undefined) expect(fixes).toEqual([]);
    else expect(fixes[0]).toContain(suggestion);
  });
});
