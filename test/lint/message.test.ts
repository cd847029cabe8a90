/** Messages fit a terminal, whatever the names and the types of a program. */
import { formatDiagnostic } from "fd-reservation/ownership";
import { expect, test } from "vitest";
import { messageOf } from "../../src/lint/message.js";
import { analyzeText } from "../ownership/analyze-text.js";

/** A program with several mistakes, in which every name is long. */
const program = (
  long: string,
): string => `import type { Move, Exclusive, Borrows } from "fd-reservation/ownership";
declare class ${long}T implements Disposable {
  part: ${long}T; static open(of?: unknown): ${long}T;
  ${long}Take(this: Move<${long}T>): void;
  ${long}Edit(this: Exclusive<${long}T>): void;
  ${long}View(): Borrows<{ ${long}Size: number }, this>;
  [Symbol.dispose](): void;
}
declare function ${long}Give(${long}P: Move<${long}T>): number;
declare const yes: boolean;
export function moved() {
  const ${long}V = ${long}T.open();
  ${long}Give(${long}V);
  ${long}V.${long}Take();
}
export function left(): number {
  const ${long}V = ${long}T.open();
  if (yes) return 1;
  ${long}V.${long}Take();
  return 2;
}
export function edited(${long}P: Exclusive<${long}T>) {
  const ${long}W = ${long}P.${long}View();
  ${long}P.${long}Edit();
  return ${long}W.${long}Size;
}
export function looped(${long}V: Move<${long}T>) {
  while (yes) ${long}Give(${long}V);
}
export function discarded() {
  ${long}T.open({ ${long}: ${long}T.open() });
}
`;

test.each([10, 60, 150])("with names of %i characters", (length) => {
  const text = program("n".repeat(length));
  const diagnostics = analyzeText(text);
  expect(new Set(diagnostics.map(({ rule }) => rule)).size).toBeGreaterThan(3);
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  // The lines of the source, and the marks under them, are as wide as the source is.
  const isMessage = (line: string): boolean => !/^ *\d* \|/.test(line);
  for (const diagnostic of diagnostics) {
    const rendered = formatDiagnostic(diagnostic, text, { path: "a.ts" });
    const lines = [...messageOf(diagnostic, lineOf).split("\n"), ...rendered.split("\n").filter(isMessage)];
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
    // What is left out of names is in the source, which is shown; what led to it and what to do is not left out.
    for (const { text: label } of [diagnostic.primary, ...diagnostic.secondary])
      expect(rendered.replaceAll(/\s+/g, " ")).toContain(label);
  }
});
