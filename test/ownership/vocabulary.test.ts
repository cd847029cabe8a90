/** The words are erased, and survive: in declarations and in what an editor shows. */
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { built } from "../built/folder.js";
import { brokenIn, programOfText } from "./analyze-text.js";

const source = `import type { Borrows, Exclusive, Move, MustUse, Shared } from "fd-reservation/ownership";
export class Token implements Disposable {
  commit(this: Move<Token>, file: Move<{ n: number }>): void { void file; }
  [Symbol.dispose](): void {}
}
export class Owner {
  readonly part: Move<Token> = new Token();
  unshare(this: Exclusive<Owner>): void {}
  reserve(): Borrows<Token, this> { return new Token(); }
  first(): Shared<Token> { return this.part; }
}
export function reserve(current: Owner): Borrows<Token, typeof current> { return current.reserve(); }
export function check(): MustUse<boolean> { return true; }
export const later = (body: Move<(token: Move<Shared<Token>>) => void>): void => void body;
`;
const { program, file } = programOfText(source, "words.ts");
const declarations = ts.transpileDeclaration(source, { fileName: "words.ts" }).outputText;

describe("declarations keep", () => {
  test.each([
    "commit(this: Move<Token>, file: Move<{",
    "readonly part: Move<Token>;",
    "unshare(this: Exclusive<Owner>): void;",
    "reserve(): Borrows<Token, this>;",
    "first(): Shared<Token>;",
    "reserve(current: Owner): Borrows<Token, typeof current>;",
    "check(): MustUse<boolean>;",
    "later: (body: Move<(token: Move<Shared<Token>>) => void>) => void;",
  ])("%s", (words) => expect(declarations).toContain(words));
});

test("the declarations of this package keep them", () => {
  const read = (name: string): string => readFileSync(path.join(built, `dist/binding/${name}.d.ts`), "utf8");
  expect(read("reservation")).toContain("commit(this: Move<FileDescriptorReservation>, file: Move<FileRef>)");
  expect(read("task")).toContain("readonly reservation: Move<Borrows<FileDescriptorReservation, this>>;");
  expect(read("task")).toContain("unshareFiles(this: Exclusive<Unreserved>): void;");
});

test("the rules read them from declarations", () => {
  const user = `${declarations}
    export function user(current: Owner): void {
      using token = reserve(current);
      current.unshare();
      token.commit({ n: 1 });
      token.commit({ n: 2 });
    }`;
  const before = declarations.split("\n").length;
  expect(brokenIn(user)).toEqual([`${before + 3} exclusive-borrow`, `${before + 5} use-after-move`]);
});

test("the rules read them where a declaration imports them in place, as the compiler writes some", () => {
  const code = `declare class Token implements Disposable { [Symbol.dispose](): void }
    declare function make(): import("fd-reservation/ownership").Move<Token>;
    declare function take(token: import("fd-reservation/ownership").Move<Token>): void;
    export function user(): void {
      const token = make();
      take(token);
      take(token);
    }`;
  expect(brokenIn(code)).toEqual(["7 use-after-move"]);
});

describe("hovers show", () => {
  const name = file.fileName;
  const service = ts.createLanguageService({
    getCompilationSettings: () => program.getCompilerOptions(),
    getScriptFileNames: () => [name],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = path === name ? source : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === name || ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
  });
  test.each([
    ["commit(", "(method) Token.commit(this: Move<Token>, file: Move<{"],
    ["unshare(", "(method) Owner.unshare(this: Exclusive<Owner>): void"],
    ["first(", "(method) Owner.first(): Shared<Token>"],
    ["reserve(current", "function reserve(current: Owner): Borrows<Token, typeof current>"],
  ])("%s", (place, words) => {
    const info = service.getQuickInfoAtPosition(name, source.indexOf(place) + 1);
    expect(ts.displayPartsToString(info?.displayParts)).toContain(words);
  });
});
