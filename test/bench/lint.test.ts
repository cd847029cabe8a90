/** What is said about the lint's growth is what was recorded. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const growth = JSON.parse(
  readFileSync(new URL("../../docs/data/bench-lint.json", import.meta.url), "utf8"),
) as { readonly sizes: readonly { readonly statements: number; readonly milliseconds: number }[] };

test("twenty times as many statements take at most thirty times as long", () => {
  const [first, last] = [growth.sizes[0], growth.sizes.at(-1)];
  expect([first?.statements, last?.statements]).toEqual([250, 5000]);
  expect((last?.milliseconds ?? Infinity) / (first?.milliseconds ?? 0)).toBeLessThan(30);
});
