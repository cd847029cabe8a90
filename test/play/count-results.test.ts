/** For how many results the playground keeps room. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { countResults } from "../../docs/.vitepress/play/count-results.js";

const source = (name: string): string => readFileSync(`examples/${name}.ts`, "utf8");

test("one for each scenario that the text makes, on each kernel", () => {
  expect(countResults(source("tutorial/broken"), "own")).toBe(1);
  expect(countResults(source("tutorial/broken"), "both")).toBe(2);
  expect(countResults(source("structures/counter"), "own")).toBe(4);
  expect(countResults('import { scenario } from "x";\nfunction scenario() {}\n', "own")).toBe(1);
  expect(countResults("", "both")).toBe(2);
});
