/** Every number that a page quotes by its name is what is counted today. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { countNumbers, quotingPages, withNumbers } from "../../scripts/numbers.js";

describe("quoted numbers", () => {
  test("a number is written before its name, whatever stands there", () => {
    const numbers = { cost: { loads: 12345 }, verdict: "holds" };
    expect(withNumbers("of 1 2<!-- cost.loads --> it no<!-- verdict -->.", numbers)).toBe(
      "of 12 345<!-- cost.loads --> it holds<!-- verdict -->.",
    );
  });

  test("a name that is not counted is refused", () => {
    expect(() => withNumbers("0<!-- no.such -->", {})).toThrow(/no no\.such is counted/);
  });

  test("the pages are up to date", async () => {
    const numbers = await countNumbers();
    let quoted = 0;
    for (const file of quotingPages()) {
      const page = readFileSync(file, "utf8");
      quoted += page.match(/<!-- [\w.-]+ -->/g)?.length ?? 0;
      expect(withNumbers(page, numbers), `${file} is stale: npm run record -- numbers`).toBe(page);
    }
    expect(quoted).toBeGreaterThan(40);
  });
});
