/** Lighthouse gives full marks for accessibility and best practices; its marks for speed are in bench/site. */
import { expect, inject, test } from "vitest";
import { WITHOUT_BROWSER } from "./chromium.js";
import { judge } from "./lighthouse.js";
import { pagesOfEachKind } from "./pages.js";

const site = inject("site");
/** Home, tutorial and playground, and of each folder one page. */
const pages = [
  "index.html",
  "tutorial.html",
  "playground.html",
  ...pagesOfEachKind(inject("siteFolder")).filter((page, index, all) => {
    const folder = page.split("/")[0];
    return page.includes("/") && all.findIndex((other) => other.startsWith(`${folder}/`)) === index;
  }),
];

test.skipIf(WITHOUT_BROWSER)(
  "full marks for accessibility and best practices",
  { timeout: 240_000 },
  async () => {
    const judgements = await judge(
      pages.map((page) => site + page),
      ["accessibility", "best-practices"],
    );
    const judged = Object.fromEntries(pages.map((page, index) => [page, judgements[index]]));
    const full = { scores: { accessibility: 1, "best-practices": 1 }, faults: [] };
    expect(judged).toEqual(Object.fromEntries(pages.map((page) => [page, full])));
  },
);
