/** The time of the analysis grows with the size of a program and no faster, whatever its shape; and no depth ends it. */
import ts from "typescript";
import { analyze } from "fd-reservation/ownership";
import { describe, expect, test } from "vitest";
import { isLong } from "../effort.js";
import { analyzeText, programOfTexts } from "../ownership/analyze-text.js";
import { deep, shapes } from "./shapes.js";
import { countingCalls } from "./work.js";

const parts = { own: /\/src\/ownership\//, compiler: /\/typescript\/lib\/typescript\.js$/ };
const size = isLong ? 200 : 40;
const names = Object.keys(shapes);

/** The calls of functions of the analysis, of the compiler for its sake, and of the compiler that looks for its own errors. */
interface Work {
  readonly own: number;
  readonly asked: number;
  readonly check: number;
}

/** The work on the program of each shape, in two sizes. */
function measure(): ReadonlyMap<string, readonly [small: Work, large: Work]> {
  const texts = names.flatMap((name, index) =>
    [size, 2 * size].map((one): [string, string] => [`shape-${index}-${one}.ts`, shapes[name]?.(one) ?? ""]),
  );
  // One before them, with which the compiler and the analysis start.
  const { program, files } = programOfTexts({
    "first.ts": texts[0]?.[1] ?? "",
    ...Object.fromEntries(texts),
  });
  const checker = program.getTypeChecker();
  const [, ...works] = countingCalls(parts, (callsDuring) =>
    files.map((file): Work => {
      const { compiler: check } = callsDuring(() => program.getSemanticDiagnostics(file));
      const { own, compiler: asked } = callsDuring(() => analyze(ts, file, checker));
      return { own, asked, check };
    }),
  );
  return new Map(
    names.map((name, index) => [name, [works[2 * index], works[2 * index + 1]] as [Work, Work]]),
  );
}

const measured = measure();

describe.each(names)("%s", (name) => {
  const [small, large] = measured.get(name) ?? [];

  test("twice the size is twice the work", () => {
    expect(small?.own).toBeGreaterThan(200);
    expect((large?.own ?? Infinity) / (small?.own ?? 0)).toBeLessThan(2.4);
  });

  test("the compiler is asked for little more than it does itself to check the types", () => {
    expect(large?.asked).toBeLessThan(4 * (large?.check ?? 0));
  });
});

describe("does not end the analysis", () => {
  test.each(Object.entries(deep))("%s", (_, text) => {
    expect(Array.isArray(analyzeText(text))).toBe(true);
  });
});
