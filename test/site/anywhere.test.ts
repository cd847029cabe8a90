/** The built folder stands under any base of any host, names its pages for search engines, and asks nobody else. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { URL_OF_BUILD } from "./build.js";
import { watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { allPages } from "./pages.js";
import { serve } from "./serve.js";
import { folder } from "./served-site.js";

const pages = allPages(folder).filter((page) => page !== "404.html");

function metaOf(html: string, key: string): string | undefined {
  return new RegExp(`<meta (?:name|property)="${key}" content="([^"]*)"`).exec(html)?.[1];
}

test("every page has a title, a description and what a preview of its link shows", () => {
  const descriptions = new Map<string, string>();
  const poor: string[] = [];
  for (const page of pages) {
    const html = readFileSync(path.join(folder, page), "utf8");
    const description = metaOf(html, "description") ?? "";
    if (description.length < 10 || description.length > 210) poor.push(`${page}: "${description}"`);
    const same = descriptions.get(description);
    if (same !== undefined) poor.push(`${page} and ${same}: "${description}"`);
    descriptions.set(description, page);
    expect(metaOf(html, "og:description"), page).toBe(description);
    expect(metaOf(html, "og:title"), page).toBe(/<title>([^<]*)</.exec(html)?.[1]);
    expect(metaOf(html, "og:url"), page).toBe(URL_OF_BUILD + page.replace(/(^|\/)index\.html$/, "$1"));
  }
  expect(poor).toEqual([]);
});

test("the sitemap names every page, by the address that DOCS_URL says", () => {
  const sitemap = readFileSync(path.join(folder, "sitemap.xml"), "utf8");
  const named = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
  const addresses = pages.map((page) => URL_OF_BUILD + page.replace(/(^|\/)index\.html$/, "$1"));
  expect(named.sort()).toEqual(addresses.sort());
});

describe.each(["/", "/x/y/"])("under %s", inBrowser, (base) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test("pages load whole, lead to each other and ask no other host; what is not there is said", async () => {
    const { address, stop } = await serve(folder, base);
    const { page, complaints } = await watchPage(browser, address);
    await page.goto(address);
    await page.locator("step-viewer .sentence").first().waitFor();
    await page.getByRole("link", { name: "Ten-minute tutorial" }).click();
    await page.waitForURL(`${address}tutorial.html`);
    await page.getByRole("banner").getByRole("link", { name: "Bugs" }).click();
    await page.waitForURL(`${address}bugs/`);
    await page.goto(`${address}misuse/alias.html#token`);
    await page.locator("h3#token").waitFor();
    await page.goto(`${address}designs.html`);
    const chart = page.locator("main img").first();
    expect(await chart.evaluate((image) => (image as HTMLImageElement).decode().then(() => true))).toBe(true);
    expect(complaints).toEqual([]);
    const missing = await page.goto(`${address}no/such/page`);
    expect(missing?.status()).toBe(404);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.context().close();
    await stop();
  });
});
