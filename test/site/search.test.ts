/** The search of the site finds what readers ask for. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAlive, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { site } from "./served-site.js";

describe("search", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const questions: readonly (readonly [word: string, first: RegExp, address: RegExp])[] = [
    ["unshare", /unshare\(\)/, /\/api\/table\/classes\/FdTable\.html#unshare/],
    ["unshareFiles", /unshareFiles/, /\/api\/binding\/classes\/Task\.html#unsharefiles/],
    ["Kernel", /Kernel/, /\/api\/binding\/classes\/Kernel\.html/],
    ["vmwgfx", /CVE-2022-22942/, /\/bugs\/vmwgfx-fence\.html/],
    ["CVE-2022-22942", /CVE-2022-22942/, /\/bugs\/vmwgfx-fence\.html/],
    ["commit", /commit/, /\/api\/.*FileDescriptorReservation\.html#commit/],
    ["reservedFd", /reservedFd/, /\/api\/.*FileDescriptorReservation\.html#reservedfd/],
    ["explore", /explore/, /\/api\/explore.*#explore/],
    ["use-after-move", /use-after-move/, /\/ownership\/rules\/use-after-move\.html/],
  ];
  test.each(questions)("%s", async (word, first, address) => {
    const { page, complaints } = await watchPage(browser, site);
    await page.goto(`${site}tutorial.html`);
    await isAlive(page);
    await page.locator(".DocSearch-Button").click();
    await page.locator("#localsearch-input").fill(word);
    const result = page.locator(".results .result").first();
    await result.waitFor();
    expect(await result.innerText()).toMatch(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(address);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
