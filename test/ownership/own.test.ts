/** The rules on this repository, and what the analysis itself may import. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { analyze } from "fd-reservation/ownership";
import { describe, expect, test } from "vitest";
import { compilerOptions } from "../../scripts/parity/measure.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the sources, and the examples that are meant to be right, break no rule", () => {
  const patterns = [
    "src/**/*.ts",
    "!src/viewer",
    "examples/!(bugs|misuse)/**/*.ts",
    "examples/bugs/*/fixed.ts",
  ];
  const files = globSync(patterns, { cwd: root, absolute: true });
  const program = ts.createProgram(files, compilerOptions());
  const checker = program.getTypeChecker();
  const broken = files.flatMap((name) => {
    const file = program.getSourceFile(name) as ts.SourceFile;
    return analyze(ts, file, checker).map(({ rule, primary: { start } }) => {
      const { line } = file.getLineAndCharacterOfPosition(start);
      return `${path.relative(root, name)}:${line + 1} ${rule}`;
    });
  });
  expect(files.length).toBeGreaterThan(100);
  expect(broken).toEqual([]);
});

describe("the analysis knows TypeScript alone", () => {
  const folder = path.join(root, "src/ownership");
  test.each(globSync("**/*.ts", { cwd: folder }).sort())("%s", (name) => {
    const file = ts.createSourceFile(
      name,
      readFileSync(path.join(folder, name), "utf8"),
      ts.ScriptTarget.Latest,
    );
    for (const statement of file.statements) {
      const specifier =
        ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
          ? (statement.moduleSpecifier as ts.StringLiteral | undefined)?.text
          : undefined;
      if (specifier === undefined || /^\.{1,2}\/[\w/-]+\.js$/.test(specifier)) continue;
      // The module itself is passed in, so that every face may bring its own.
      const isType = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true;
      expect([specifier, isType]).toEqual(["typescript", true]);
    }
    expect(file.text).not.toMatch(/\b(process|Buffer|require|import)\s*[.(]|globalThis/);
  });
});
