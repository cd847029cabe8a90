/** What readers come for, each in as many clicks as it may take. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { site } from "./served-site.js";

describe("flows", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function home(): Promise<Page> {
    const { page } = await watchPage(browser, site, { viewport: { width: 1440, height: 900 } });
    await page.goto(site);
    return page;
  }

  test("0 clicks: what this is, and two buttons, above the fold", async () => {
    const page = await home();
    for (const shown of [
      page.getByRole("heading", { level: 1 }),
      page.getByRole("link", { name: "Try it in the browser" }),
      page.getByRole("link", { name: "Ten-minute tutorial" }),
      page.getByText("Why CVE-2022-22942 happened."),
      page.getByRole("button", { name: "Play" }).first(),
    ]) {
      const box = await shown.boundingBox();
      expect(box, String(shown)).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0), String(shown)).toBeLessThan(900);
    }
    await page.context().close();
  });

  test("0 clicks: why CVE-2022-22942 happens, at its first step, with the picture of what it does", async () => {
    const page = await home();
    const viewer = page.locator("step-viewer").first();
    await viewer.getByText("Before the first step").waitFor();
    expect(await viewer.locator("svg.files").count()).toBe(1);
    // It plays to its end: the file is freed, and the slot still leads to it.
    await viewer.getByRole("button", { name: "Play" }).click();
    await viewer.getByText("At the end").waitFor();
    expect(await viewer.locator(".file.freed.lost").count()).toBe(1);
    expect(await viewer.locator(".arrow.dangling").count()).toBeGreaterThan(0);
    expect(await viewer.locator("svg.files").getAttribute("aria-label")).toMatch(/freed, from fd 0/);
    await page.context().close();
  });

  test("0 clicks: who gives back the number, in each of the five answers, is the second thing on the page", async () => {
    const page = await home();
    const heading = page.getByRole("heading", { level: 2 }).first();
    expect(await heading.innerText()).toMatch(/Who gives back the number/);
    // Five answers; today's has three forms.
    expect(await page.locator("main table").first().locator("tbody tr").count()).toBe(7);
    await page.context().close();
  });

  test("1 click, in the bar: which design prevents which mistake", async () => {
    const page = await home();
    await page.getByRole("banner").getByRole("link", { name: "Matrix" }).click();
    await page.waitForURL(/\/matrix\.html$/);
    await page.locator(".bars").waitFor();
    expect(await page.locator(".bars .bar").count()).toBe(7);
    await page.context().close();
  });

  test("1 click, in the bar: the lint, and the reference", async () => {
    const page = await home();
    await page.getByRole("banner").getByRole("link", { name: "Lint" }).click();
    await page.waitForURL(/\/ownership\/(?:index\.html)?$/);
    await page.getByRole("banner").getByRole("link", { name: "API" }).click();
    await page.waitForURL(/\/api\/(?:index\.html)?$/);
    expect(
      await page
        .getByRole("banner")
        .getByText(/^\d+\.\d+\.\d+, MIT$/)
        .count(),
    ).toBe(1);
    await page.context().close();
  });

  test("a cell of the matrix leads to its refusal, and one that only the explorer finds to its run", async () => {
    const page = await home();
    await page.goto(`${site}matrix.html`);
    await page.locator("tr", { hasText: "vmwgfx-fence" }).locator("td.types a").click();
    await page.waitForURL(/\/bugs\/vmwgfx-fence\.html#token$/);
    // The address changes before the page does.
    await page.locator("main", { hasText: "The types refuse it" }).waitFor();
    await page.goto(`${site}matrix.html`);
    await page.locator("tr", { hasText: "positive-error" }).locator("td.explorer a").first().click();
    await page.waitForURL(/\/misuse\/positive-error\.html#raw$/);
    const run = page.locator("h3#raw ~ details.run").first();
    await run.getByText("The shortest run").click();
    await run.locator("step-viewer .sentence", { hasText: "Violated" }).waitFor();
    await page.context().close();
  });

  test("the matrix calls each layer and each design by one name, and its legend has what its bars have", async () => {
    const page = await home();
    await page.goto(`${site}matrix.html`);
    const legend = await page.locator("ul.layers b").allInnerTexts();
    expect(legend).toContain("run-time guard");
    expect(legend).not.toContain("none");
    const designs = await page.locator("table.matrix thead th").allInnerTexts();
    expect(designs).toContain("Scope-based clean-up");
    expect(designs).not.toContain("guard");
    expect(await page.locator("table.matrix td.guard").first().innerText()).toContain("run-time guard");
    await page.context().close();
  });

  test("the page of a bug says first why its clean-up is wrong", async () => {
    const page = await home();
    await page.goto(`${site}bugs/vmwgfx-fence.html`);
    expect(await page.locator("main h1 + p").innerText()).toMatch(
      /^What is installed is public, .*must not take it back\. The copy/,
    );
    await page.context().close();
  });

  test("the filters of the matrix leave the rows that are asked for", async () => {
    const page = await home();
    await page.goto(`${site}matrix.html`);
    const rows = page.locator("table.matrix tr[data-caught]:visible");
    const count = page.locator(".matrix-filter output");
    await expect.poll(() => count.innerText()).toMatch(/^(\d+) of \1 rows$/);
    const all = await rows.count();
    await page.getByLabel("Words").fill("CVE-2022-22942");
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel("Words").fill("");
    await page.locator(".matrix-filter select").first().selectOption({ label: "Reservation token" });
    await page.locator(".matrix-filter select").last().selectOption("types");
    await expect.poll(() => rows.count()).toBeLessThan(all);
    for (const row of await rows.all()) expect(await row.locator("td").nth(3).innerText()).toMatch(/types/);
    await page.context().close();
  });
});
