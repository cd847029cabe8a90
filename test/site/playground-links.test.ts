/** Every link of the site into the playground opens a program that runs, or one about types that has nothing to run. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeState } from "../../docs/.vitepress/play/state.js";
import { isLong } from "../effort.js";
import { waitForMark } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { playgroundLinks } from "./pages.js";
import { open, openPlayground, run, verdict } from "./playground.js";
import { folder } from "./served-site.js";

/** All of them, or of those to examples every tenth: the examples run in other tests. */
function chosen(all: ReadonlyMap<string, string>): readonly (readonly [link: string, page: string])[] {
  const [examples, programs] = [[...all].filter(isExample), [...all].filter((link) => !isExample(link))];
  return [...programs, ...(isLong ? examples : examples.filter((_, index) => index % 10 === 0))];
}

function isExample([link]: readonly [string, string]): boolean {
  return link.includes("example=");
}

describe("links into the playground", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test("Run behind every one of them comes to a verdict", async () => {
    const all = playgroundLinks(folder);
    expect(all.size).toBeGreaterThan(200);
    const { page, complaints } = await openPlayground(browser);
    const wrong: string[] = [];
    let typesOnly = 0;
    for (const [link, from] of chosen(all)) {
      await page.evaluate(() => performance.clearMarks("play-problems"));
      await open(page, link);
      if ((await page.getByRole("alert").count()) > 0)
        wrong.push(`${from}: ${await page.getByRole("alert").first().innerText()}`);
      if ((await decodeState(link)).typesOnly === true) {
        typesOnly++;
        // It says something to a reader of types: it was checked.
        await waitForMark(page, "play-problems");
        if (!(await verdict(page)).startsWith("This program is about types")) wrong.push(`${from}: ${link}`);
        continue;
      }
      await run(page);
      const told = await verdict(page);
      const isPrinted = (await page.locator(".output p").count()) > 0;
      if (!/^(?:Bug found|No bug|\d+ (?:bug|result))/.test(told) && !isPrinted)
        wrong.push(`${from}: ${told}`);
      if (told.startsWith("Not run")) wrong.push(`${from}: ${told}`);
    }
    expect(wrong).toEqual([]);
    expect(typesOnly).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
