/** Kinds of code: what is right, beside what is not. */
import { beforeAll, describe, expect, test } from "vitest";
import { brokenInEach } from "./analyze-text.js";

/** What the pieces of code use, in one line. */
export const types = `
import type { Borrows, Exclusive, Move, Shared } from "fd-reservation/ownership";
declare class File implements Disposable { static open(): File; kind: string; commit(this: Move<File>): void; read(): number; write(this: Exclusive<File>): void; absorb(this: Exclusive<File>, other: Move<File>): void; lock(): Borrows<Lock, this>; view(): Borrows<View, this>; [Symbol.dispose](): void }
declare class Lock implements Disposable { [Symbol.dispose](): void }
declare class View { size(): number }
declare class Page implements Disposable { static open(): Page; ok: boolean; closed: boolean; close(): void; use(): void; load(): Promise<number>; dup(): this; main(): Page; [Symbol.dispose](): void }
declare class Server implements AsyncDisposable { static start(): Server; [Symbol.asyncDispose](): Promise<void> }
declare class Pair { readonly one: Move<File>; readonly two: Move<File>; static make(): Move<Pair> }
declare class Box implements Disposable { constructor(...pages: Page[]); [Symbol.dispose](): void }
declare function take(file: Move<File>): void;
declare function show(file: File): number;
declare function next(): Move<File> | undefined;
declare function once(run: Move<() => void>): void;
declare function twice(run: () => void): void;
declare function work(file: File): Promise<number>;
declare function both(one: File, two: Move<File>): void;
declare function die(): never;
declare function lazily(list: number[], run: (n: number) => number): IterableIterator<number>;
declare function isFile(value: unknown): value is File;
declare const yes: boolean; declare const k: "a" | "b"; declare const pages: Page[]; declare const cache: Map<string, Page>;
`.replaceAll("\n", " ");

/** One kind. */
export interface Kind {
  readonly kind: string;
  readonly accepted: readonly string[];
  readonly refused: readonly (readonly [code: string, ...rules: string[]])[];
}

/** The tests of some kinds: all of their code is compiled together. */
export function testKinds(kinds: readonly Kind[]): void {
  const codes = kinds.flatMap(({ accepted, refused }) => [...accepted, ...refused.map(([code]) => code)]);
  let broken: ReadonlyMap<string, string[]>;
  beforeAll(() => {
    broken = brokenInEach(codes.map((code) => types + code));
  });
  describe.each(kinds)("$kind", ({ accepted, refused }) => {
    test.each(accepted)("accepted: %s", (code) => expect(broken.get(types + code)).toEqual([]));
    test.each(refused)("refused: %s", (code, ...rules) =>
      expect(broken.get(types + code)).toEqual(rules.map((rule) => `1 ${rule}`)),
    );
  });
}
