/** What is said about the lint's growth is what was recorded. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plot, plotFile, type Growth } from "../../bench/lint/plot.js";

const growth = JSON.parse(
  readFileSync(new URL("../../docs/data/bench-lint.json", import.meta.url), "utf8"),
) as Growth;

test("the plot is that of the record: npm run record -- lint", () => {
  expect(readFileSync(plotFile, "utf8")).toBe(plot(growth));
});

test("twenty times as many statements take at most thirty times as long", () => {
  const [first, last] = [growth.sizes[0], growth.sizes.at(-1)];
  expect([first?.statements, last?.statements]).toEqual([250, 5000]);
  expect((last?.milliseconds ?? Infinity) / (first?.milliseconds ?? 0)).toBeLessThan(30);
});
