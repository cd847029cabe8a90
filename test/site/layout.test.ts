/** No page moves while it loads, and none scrolls sideways, however wide the window is. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLong } from "../effort.js";
import { isAlive, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { layoutShift, MOST_SHIFT, watchLayoutShift } from "./layout-shift.js";
import { pagesOfEachKind } from "./pages.js";
import { folder, site } from "./served-site.js";

/** One page of each layout; at length, of each kind of content. The playground has tests that wait for it. */
const pages = isLong
  ? pagesOfEachKind(folder).filter((name) => name !== "playground.html")
  : [
      ...["index.html", "tutorial.html", "matrix.html", "exit-time-install.html", "evidence.html"],
      ...["bugs/vmwgfx-fence.html", "api/binding/classes/Task.html"],
    ];

/** Waits until the page's runs are drawn that are in sight, and all is quiet. */
async function settled(page: Page): Promise<void> {
  await isAlive(page);
  await page.waitForFunction(() =>
    [...document.querySelectorAll("step-viewer")].every(
      (viewer) =>
        viewer.getBoundingClientRect().top > innerHeight ||
        viewer.getClientRects().length === 0 ||
        viewer.shadowRoot?.querySelector(".viewer") != null,
    ),
  );
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

describe("layout", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each([400, 768, 1024, 1440])("%i px wide, no page moves while it loads", async (width) => {
    const { page } = await watchPage(browser, site, { viewport: { width, height: 900 } });
    await watchLayoutShift(page);
    const moving: string[] = [];
    for (const name of pages) {
      await page.goto(site + name, { waitUntil: "load" });
      await settled(page);
      const { sum, moved } = await layoutShift(page);
      if (sum >= MOST_SHIFT) moving.push(`${name}: ${sum.toFixed(3)}: ${moved.join(" | ")}`);
    }
    expect(moving).toEqual([]);
    await page.context().close();
  });

  test("a run that plays moves nothing around it", async () => {
    const { page } = await watchPage(browser, site, { viewport: { width: 1440, height: 900 } });
    await watchLayoutShift(page);
    await page.goto(site, { waitUntil: "load" });
    await settled(page);
    const viewer = page.locator("step-viewer").first();
    await viewer.getByRole("button", { name: "Play" }).click();
    await viewer.getByText("At the end").waitFor();
    expect((await layoutShift(page)).sum).toBeLessThan(MOST_SHIFT);
    await page.context().close();
  });

  test("no page scrolls sideways, from 320 px on", async () => {
    const { page } = await watchPage(browser, site, { viewport: { width: 320, height: 800 } });
    const wide: string[] = [];
    for (const name of pages) {
      await page.goto(site + name, { waitUntil: "load" });
      await settled(page);
      for (const width of [320, 400, 640, 768, 960, 1024, 1280, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        const needed = await page.evaluate(() => document.documentElement.scrollWidth);
        if (needed > width) wide.push(`${name} at ${width}: ${needed}`);
      }
      await page.setViewportSize({ width: 320, height: 800 });
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });
});
