/** The programs of test/fixtures/ownership/given, on each of which the rules were wrong once: what is right, they say now. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { analyze, type Diagnostic, type Preset } from "fd-reservation/ownership";
import { beforeAll, describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../fixtures/ownership/given", import.meta.url));

interface Verdict {
  readonly file: string;
  /** A function, method or class; or the whole file. */
  readonly where: string;
  readonly right: string;
}

const verdicts: readonly Verdict[] = readFileSync(path.join(folder, "verdicts.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [file = "", where = "", , right = ""] = line.split("\t");
    return { file, where, right };
  });

/** Reported by `strict` alone: code that is right where a convention of its library says so. */
const strictOnly: readonly string[] = ["competitors-1.ts c04", "competitors-1.ts c05"];

/** Accepted by `recommended` alone: without annotations, nothing but a convention says whose these are. */
const recommendedOnly: readonly string[] = ["idioms-fp2.ts f7c", "idioms-fp2.ts f12"];

const files = [...new Set(verdicts.map(({ file }) => file))];
const found = new Map<string, Diagnostic[]>();
let program: ts.Program;

beforeAll(() => {
  program = ts.createProgram(
    files.map((file) => path.join(folder, file)),
    {
      strict: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.NodeNext,
      customConditions: ["fd-reservation:source"],
      lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
      types: ["node"],
      noEmit: true,
    },
  );
});

function reportsOf({ file, where }: Verdict, preset: Preset): Diagnostic[] {
  const source = program.getSourceFile(path.join(folder, file)) as ts.SourceFile;
  const key = `${file} ${preset}`;
  if (!found.has(key)) found.set(key, analyze(ts, source, program.getTypeChecker(), { preset }));
  const all = found.get(key) ?? [];
  if (where === "whole file") return all;
  const place = placeOf(source, where);
  return all.filter(({ primary }) => place.pos <= primary.start && primary.end <= place.end);
}

function placeOf(source: ts.SourceFile, name: string): ts.Node {
  const find = (node: ts.Node): ts.Node | undefined =>
    (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isClassDeclaration(node)) &&
    node.name?.getText(source) === name
      ? node
      : ts.forEachChild(node, find);
  const place = find(source);
  if (place === undefined) throw new Error(`${source.fileName} has no ${name}`);
  return place;
}

describe.each(verdicts)("$file $where: $right", (verdict) => {
  const name = `${verdict.file} ${verdict.where}`;
  const isSilent = /^silent|; silent/.test(verdict.right) || verdict.right.startsWith("under");
  if (isSilent) {
    test("is silent", () => {
      expect(reportsOf(verdict, "recommended")).toEqual([]);
      if (!recommendedOnly.includes(name)) expect(reportsOf(verdict, "strict")).toEqual([]);
    });
  } else if (strictOnly.includes(name)) {
    test("is reported by `strict` alone", () => {
      expect(reportsOf(verdict, "recommended")).toEqual([]);
      expect(reportsOf(verdict, "strict").length).toBeGreaterThan(0);
    });
  } else {
    test("is reported", () => {
      const [first] = reportsOf(verdict, "recommended");
      expect(first).toBeDefined();
      const code = /\bE\d{4}\b/.exec(verdict.right)?.[0];
      if (code !== undefined) expect(first?.code).toBe(code);
    });
  }
});
