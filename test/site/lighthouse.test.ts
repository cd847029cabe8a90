/** Lighthouse gives full marks for accessibility and best practices; its marks for speed are in bench/site. */
import { expect, test } from "vitest";
import { inBrowser, theBrowser } from "./in-browser.js";
import { judge } from "./lighthouse.js";
import { site } from "./served-site.js";

const pages = ["index.html", "tutorial.html", "bugs/vmwgfx-fence.html", "playground.html"];

test("full marks for accessibility and best practices", inBrowser, async () => {
  const judgements = await judge(
    theBrowser(),
    pages.map((page) => site + page),
    ["accessibility", "best-practices"],
  );
  const judged = Object.fromEntries(pages.map((page, index) => [page, judgements[index]]));
  const full = { scores: { accessibility: 1, "best-practices": 1 }, faults: [] };
  expect(judged).toEqual(Object.fromEntries(pages.map((page) => [page, full])));
});
