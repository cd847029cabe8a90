/** The charts in a browser: no text is cut off or lies over another one, and a phone has its own. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { site, sources } from "./served-site.js";

const folder = path.join(sources, "docs/charts");
const charts = readdirSync(folder).filter((file) => file.endsWith(".svg"));

/** What the reader's font may be: a tenth wider than that of the tests. */
const WIDE_FONT = "text { letter-spacing: 0.05em }";

describe("charts", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each(charts)("%s: every text is whole, and beside the others", async (chart) => {
    const { page } = await watchPage(browser, site, { viewport: { width: 900, height: 1200 } });
    const svg = readFileSync(path.join(folder, chart), "utf8");
    await page.setContent(`<style>${WIDE_FONT}</style><body style="margin: 0">${svg}`);
    const bad = await page.locator("svg").evaluate((svg) => {
      const ground = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")].map((text) => ({
        text: text.textContent ?? "",
        box: text.getBoundingClientRect(),
      }));
      const isOut = (box: DOMRect): boolean =>
        box.left < ground.left - 1 ||
        box.right > ground.right + 1 ||
        box.top < ground.top - 1 ||
        box.bottom > ground.bottom + 1;
      // A letter is not as high as its line.
      const areOver = (a: DOMRect, b: DOMRect): boolean =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 6 && b.top < a.bottom - 6;
      return [
        ...texts.filter(({ box }) => isOut(box)).map(({ text }) => `cut off: ${text}`),
        ...texts.flatMap((one, index) =>
          texts
            .slice(index + 1)
            .filter(({ box }) => areOver(one.box, box))
            .map(({ text }) => `${one.text} over ${text}`),
        ),
      ];
    });
    expect(bad).toEqual([]);
    await page.context().close();
  });

  test("on a phone a chart is the one that is drawn for it, and as large as it was drawn", async () => {
    for (const [width, file] of [
      [400, /scale-narrow/],
      [1440, /scale(?!-narrow)/],
    ] as const) {
      const { page, complaints } = await watchPage(browser, site, { viewport: { width, height: 900 } });
      await page.goto(`${site}scale.html`);
      const image = page.locator("main img").first();
      await image.scrollIntoViewIfNeeded();
      const shown = await image.evaluate(async (element) => {
        const chart = element as HTMLImageElement;
        await chart.decode();
        return { source: chart.currentSrc, scale: chart.clientWidth / chart.naturalWidth };
      });
      expect(shown.source).toMatch(file);
      expect(shown.scale).toBeGreaterThan(0.85);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });
});
