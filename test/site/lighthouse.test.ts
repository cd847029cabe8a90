/** Lighthouse gives full marks for accessibility and best practices; its marks for speed are in bench/site. */
import { expect, inject, test } from "vitest";
import { WITHOUT_BROWSER } from "./chromium.js";
import { judge } from "./lighthouse.js";

const site = inject("site");
const pages = ["index.html", "tutorial.html", "bugs/vmwgfx-fence.html", "playground.html"];

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
