/** The charts are those of the records, and can be read in both colour schemes and without colour. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { chartFile, charts } from "../../scripts/charts.js";

describe.each(Object.entries(charts()))("%s", (name, svg) => {
  test("is that of the record: npm run record -- charts", () => {
    expect(readFileSync(chartFile(name), "utf8")).toBe(svg);
  });

  test("every text has a colour for the light and one for the dark scheme, and there is no ground of its own", () => {
    const texts = [...svg.matchAll(/<text [^>]*?\bfill="([^"]+)"/g)].map(([, colour]) => colour ?? "");
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((colour) => !colour.startsWith("light-dark("))).toEqual([]);
    expect(svg).not.toMatch(/<rect width="\d+" height="\d+" x="0" y="0" fill="#/);
  });

  test("has a name of its own in every id, so that several stand on one page", () => {
    const ids = [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id ?? "");
    for (const id of ids) expect(id).toMatch(/^(?:scale|lint|cost|spin|descriptors)-/);
  });
});
