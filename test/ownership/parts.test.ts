/** What a property hands over: from what is lent, from what `using` disposes, by patterns; and what may be called once. */
import { describe, expect, test } from "vitest";
import type { AnalysisOptions } from "fd-reservation/ownership";
import { brokenIn } from "./analyze-text.js";

const types = `import type { Exclusive, Move } from "fd-reservation/ownership";
declare class File implements Disposable { static open(): Move<File>; edit(this: Exclusive<File>): void; close(this: Move<File>): void; [Symbol.dispose](): void }
interface Pair { readonly first: Move<File>; readonly second: Move<File> }
declare class Slot implements Disposable { constructor(file: Move<File>); readonly file: Move<File>; intoFile(this: Move<Slot>): File; [Symbol.dispose](): void }
declare class Box implements Disposable { constructor(file: Move<File>); readonly file: Move<File>; [Symbol.dispose](): void }
type Load = { readonly kind: "one"; readonly file: Move<File> } | { readonly kind: "none" };
declare function takePair(pair: Move<Pair>): void; declare function made(): Pair;
declare function size(file: File): number; declare function edit(file: Exclusive<File>): void;
declare function once(body: Move<() => void>): void; declare function each(body: () => void): void;
`;
const lines = types.split("\n").length;

/** The rules that a function breaks. */
function broken(code: string, settings?: AnalysisOptions): string[] {
  return brokenIn(`${types}${code}`, settings).map((found) => found.replace(`${lines} `, ""));
}

describe("a part", () => {
  test.each([
    ["of what is lent is not taken", "export function f(pair: Pair): void { pair.first.close(); }"],
    [
      "of a lent union is not taken",
      `export function f(load: Load): void { if (load.kind === "one") load.file.close(); }`,
    ],
  ])("%s", (_, code) => expect(broken(code)).toEqual(["moved-out-of-borrow"]));

  test.each([
    [
      "of what is moved is taken",
      "export function f(pair: Move<Pair>): void { pair.first.close(); pair.second.close(); }",
    ],
    ["of what is lent is read", "export function f(pair: Pair): number { return size(pair.first); }"],
    [
      "of what is lent exclusively is edited",
      "export function f(pair: Exclusive<Pair>): void { edit(pair.first); }",
    ],
    [
      "is taken by a method of the whole",
      "export function f(): void { const slot = new Slot(File.open()); slot.intoFile().close(); }",
    ],
    [
      "is taken by a pattern, each once",
      "export function f(): void { const pair = made(); const { first, second } = pair; first.close(); second.close(); }",
    ],
  ])("%s", (_, code) => expect(broken(code)).toEqual([]));

  test("of what is lent is not borrowed exclusively", () => {
    expect(broken("export function f(pair: Pair): void { edit(pair.first); }")).toEqual(["exclusive-borrow"]);
  });

  test("of what `using` disposes is not taken", () => {
    const code = "export function f(): void { using box = new Box(File.open()); box.file.close(); }";
    expect(broken(code)).toEqual(["double-dispose"]);
  });

  test.each([
    ["", "const { first, second } = pair; first.close(); second.close(); pair.first.close();"],
    [
      ", however deep the pattern",
      "const whole = { pair }; const { pair: { first, second } } = whole; first.close(); second.close(); whole.pair.first.close();",
    ],
  ])("that a pattern took is gone%s", (_, code) => {
    expect(broken(`export function f(pair: Move<Pair>): void { ${code} }`)).toEqual(["use-after-move"]);
  });
});

describe("what may be called once", () => {
  test("is handed on to what calls it once", () => {
    expect(broken("export function f(body: Move<() => void>): void { once(body); }")).toEqual([]);
  });
  test("is not lent to what may call it again, says the preset strict", () => {
    const code = "export function f(body: Move<() => void>): void { each(body); }";
    expect(broken(code)).toEqual([]);
    expect(broken(code, { preset: "strict" })).toEqual(["moved-in-closure"]);
  });
});
