/** The copied annotations: a project that has the file, and not this package, is told the same. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { built } from "../built/folder.js";
import { ownFolder } from "./own-folder.js";
import { runShared } from "./run.js";

const corpus = fileURLToPath(new URL("../ownership/parity", import.meta.url));
const config = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", module: "nodenext", lib: ["esnext", "dom"], types: [] },
  include: ["."],
});

let copied = "";
let installed = "";

beforeAll(() => {
  installed = ownFolder({ "tsconfig.json": config });
  copied = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
  writeFileSync(path.join(copied, "tsconfig.json"), config);
  for (const folder of [installed, copied]) {
    for (const rule of ["escape", "exclusive-borrow", "use-after-move", "not-sendable"]) {
      const isProgram = (name: string): boolean => !/\.rs$/.test(name);
      cpSync(path.join(corpus, rule), path.join(folder, rule), { recursive: true, filter: isProgram });
    }
  }
  const prelude = readFileSync(path.join(corpus, "prelude.ts"), "utf8");
  expect(prelude).toContain('"fd-reservation/ownership"');
  writeFileSync(path.join(installed, "prelude.ts"), prelude);
  writeFileSync(
    path.join(copied, "prelude.ts"),
    prelude
      .replaceAll("fd-reservation/ownership", "./ownership.js")
      .replaceAll('"fd-reservation"', '"./binding/index.js"'),
  );
  // A library that was compiled against the file: its declarations, and no others of this package.
  for (const part of ["index.d.ts", "binding", "kernel"]) {
    cpSync(path.join(built, "dist", part), path.join(copied, "binding", part), {
      recursive: true,
      filter: (name) => !/\.js$/.test(name),
    });
  }
  mkdirSync(path.join(copied, "binding/ownership"));
  writeFileSync(
    path.join(copied, "binding/ownership/index.d.ts"),
    'export type * from "../../ownership.js";\n',
  );
});

afterAll(() => {
  for (const folder of [installed, copied]) rmSync(folder, { recursive: true, force: true });
});

/** Where which rule is broken. */
function findings(folder: string): string[] {
  const { out, err } = runShared(["lint", "--json", "."], folder);
  expect(err).toBe("");
  const { findings } = JSON.parse(out) as { findings: { file: string; line: number; rule: string }[] };
  return findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

const { code, out, err } = runShared(["annotations"]);

test.each(["ownership.ts", "ownership.d.ts"])("as %s the findings are those with the package", (name) => {
  expect([code, err]).toEqual([0, ""]);
  writeFileSync(path.join(copied, name), out);
  const expected = findings(installed);
  expect(expected.length).toBeGreaterThan(50);
  expect(findings(copied)).toEqual(expected);
  rmSync(path.join(copied, name));
});

test.each(["ownership.ts", "ownership.d.ts"])("as %s it compiles under the strictest options", (name) => {
  const file = path.join(copied, name);
  writeFileSync(file, out);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedDeclarations: true,
    declaration: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    exactOptionalPropertyTypes: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
  });
  const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  expect(messages).toEqual([]);
  rmSync(file);
});
