/**
 * What the ownership rules add to a typed ESLint run, and how their time grows with the size of a function. One run, in
 * which ESLint itself times every rule, so that other work on the machine slows all of it alike.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { ESLint } from "eslint";
import ownership from "fd-reservation/eslint";
import { analyze } from "fd-reservation/ownership";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { alignColumns } from "../../src/cli/internal.js";
import { codeBases, install, type CodeBase } from "./code.js";

const { version: eslintVersion } = createRequire(import.meta.url)("eslint/package.json") as {
  version: string;
};

/** Times of one run, in milliseconds. */
interface Cost {
  readonly parse: number;
  readonly otherRules: number;
  readonly ownership: number;
  /** All of it: the program made, every file parsed, walked and judged. */
  readonly whole: number;
}

/** Lints every file once. */
async function lint({ files, options }: CodeBase): Promise<Cost> {
  const begun = performance.now();
  const program = ts.createProgram(files, options);
  const eslint = new ESLint({
    overrideConfigFile: true,
    stats: true,
    overrideConfig: [
      { ignores: ["!**/node_modules/"] },
      ...tseslint.configs.recommendedTypeChecked,
      ownership.configs.recommended,
      {
        languageOptions: { parserOptions: { programs: [program] } },
        linterOptions: { noInlineConfig: true },
      },
    ],
  });
  let [parse, otherRules, own] = [0, 0, 0];
  for (const [index, file] of files.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${files.length}`);
    const [result] = await eslint.lintText(readFileSync(file, "utf8"), { filePath: file });
    for (const { parse: parsing, rules = {} } of result?.stats?.times.passes ?? []) {
      parse += parsing.total;
      for (const [name, { total }] of Object.entries(rules)) {
        if (name.startsWith("ownership/")) own += total;
        else otherRules += total;
      }
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  return { parse, otherRules, ownership: own, whole: performance.now() - begun };
}

/** A function of so many statements that make, lend, branch, loop and end. */
function functionOf(statements: number): string {
  const bodies = Array.from({ length: statements / 5 }, (_, index) => {
    return `  const a${index} = open(); look(a${index});
  if (c) take(a${index}); else a${index}[Symbol.dispose]();
  { using b = open(); for (let i = 0; i < 3; i++) look(b); }`;
  });
  return `declare class R implements Disposable { take(this: R): void; [Symbol.dispose](): void }
declare function open(): R; declare function look(r: R): void; declare function take(r: R): void;
export function f(c: boolean): void {\n${bodies.join("\n")}\n}`;
}

/** The least of three times that the analysis takes for it, in milliseconds. */
function timeOf(statements: number): number {
  const name = "/function.ts";
  const file = ts.createSourceFile(name, functionOf(statements), ts.ScriptTarget.Latest, true);
  const host = ts.createCompilerHost({});
  const program = ts.createProgram(
    [name],
    { lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"], types: [] },
    {
      ...host,
      getSourceFile: (path, target) => (path === name ? file : host.getSourceFile(path, target)),
    },
  );
  const checker = program.getTypeChecker();
  analyze(ts, file, checker); // types are cached from here on
  const times = [1, 2, 3].map(() => {
    const begun = performance.now();
    analyze(ts, file, checker);
    return performance.now() - begun;
  });
  return Math.min(...times);
}

const { json, record: isRecorded } = new Command("lint")
  .option("--json", "print the numbers as JSON", false)
  .option("--record", "write the record", false)
  .parse()
  .opts<{ json: boolean; record: boolean }>();
install();
const [largest] = codeBases().sort((a, b) => b.files.length - a.files.length) as [CodeBase];
const cost = await lint(largest);
const sizes = [250, 500, 1000, 2500, 5000].map((statements) => {
  const milliseconds = timeOf(statements);
  return {
    statements,
    milliseconds: round(milliseconds),
    "microseconds per statement": round((milliseconds * 1000) / statements),
  };
});
const record = {
  version: 1,
  command: "npm run record -- lint",
  eslint: eslintVersion,
  node: process.version,
  codeBase: `${largest.name}: ${largest.files.length} files`,
  "seconds to parse": round(cost.parse / 1000),
  "seconds in typescript-eslint's recommended typed rules": round(cost.otherRules / 1000),
  "seconds in the ownership rules": round(cost.ownership / 1000),
  "seconds of the whole run": round(cost.whole / 1000),
  "per cent added to the whole run (aim: below 15)": percentOf(cost.whole - cost.ownership),
  "per cent added to parsing and the other rules alone": percentOf(cost.parse + cost.otherRules),
  sizes,
};
if (json) console.log(JSON.stringify(record, null, 2));
else {
  const { sizes: _sizes, version: _version, command: _command, ...scalars } = record;
  for (const line of alignColumns([["what", "value"], ...Object.entries(scalars)])) console.log(line);
  for (const line of alignColumns([Object.keys(sizes[0] ?? {}), ...sizes.map((one) => Object.values(one))]))
    console.log(line);
}
if (isRecorded) {
  const file = fileURLToPath(new URL("../../docs/data/bench-lint.json", import.meta.url));
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  console.error(`Written: ${path.relative("", file)}; its chart: npm run record -- charts`);
}

/** How much the ownership rules add to so many milliseconds. */
function percentOf(base: number): number {
  return round((100 * cost.ownership) / base);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
