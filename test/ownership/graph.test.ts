/** The graphs that code is lowered to, as text: what each construct does, below any rule. */
import { describe, expect, test } from "vitest";
import { graphsOfText } from "./analyze-text.js";

const types = `
import type { Borrows, Exclusive, Move } from "fd-reservation/ownership";
declare class File implements Disposable { static open(name?: string): File; commit(this: Move<File>): void; read(): number; lock(): Borrows<Lock, this>; [Symbol.dispose](): void }
declare class Lock implements Disposable { [Symbol.dispose](): void }
declare function take(file: Move<File>): void;
declare function show(file: File | undefined): void;
declare function fail(): never;
declare const yes: boolean;
`.replaceAll("\n", " ");

const constructs: Readonly<Record<string, string>> = {
  using: "using file = File.open(); file.read();",
  move: "const file = File.open(); take(file);",
  borrow: "using file = File.open(); using lock = file.lock();",
  if: "const file = File.open(); if (yes) file.commit(); else take(file);",
  presence: "let file: File | undefined; if (yes) file = File.open(); if (file !== undefined) file.commit();",
  conditional: "const file = File.open(); const rest = yes ? file : (file.commit(), undefined); show(rest);",
  nullish: "let file: File | undefined; const one = file ?? File.open(); one.commit();",
  while: "while (yes) { using file = File.open(); if (file.read() > 1) break; }",
  "for-of": "for (const file of [File.open()]) { file.commit(); }",
  switch: "switch (File.open().read()) { case 1: take(File.open()); break; default: show(undefined); }",
  try: "const file = File.open(); try { file.read(); } catch { show(file); } finally { file.commit(); }",
  closure: "const file = File.open(); const run = () => take(file); run();",
  property: "const box: { file?: File } = {}; box.file = File.open(); box.file.commit();",
  pattern: "const { file } = { file: File.open() }; file.commit();",
  literal: "const files = [File.open(), File.open()]; show(files[0]);",
  return: "using file = File.open(); if (yes) return file.read(); return 1;",
};

describe("the graph of", () => {
  test.each(Object.entries(constructs))("%s", async (name, code) => {
    const [graph = ""] = graphsOfText(`${types}export function f(): unknown { ${code} return 0; }`, "f");
    await expect(`// ${code}\n${graph}\n`).toMatchFileSnapshot(`graphs/${name}.txt`);
  });
});
