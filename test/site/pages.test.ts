/** Every kind of page in a browser: quiet, readable, accessible in both schemes, narrow, and without scripts. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations } from "./axe.js";
import { isAlive, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { pagesOfEachKind } from "./pages.js";
import { folder, site } from "./served-site.js";

const pages = pagesOfEachKind(folder);

describe("in a browser", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test("there are pages", () => {
    expect(pages).toEqual(
      expect.arrayContaining(["index.html", "tutorial.html", "playground.html", "404.html"]),
    );
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`${colorScheme}: axe finds nothing, nothing complains, the scheme is followed`, async () => {
      const { page, complaints } = await watchPage(browser, site, { colorScheme });
      const found: string[] = [];
      for (const name of pages) {
        await page.goto(site + name, { waitUntil: "load" });
        await isAlive(page);
        if (name === "playground.html") {
          await page.waitForFunction(() => performance.getEntriesByName("play-ready").length > 0);
        }
        const [light] = await page.evaluate(() =>
          getComputedStyle(document.body).backgroundColor.match(/\d+/g)!.map(Number),
        );
        if (light! > 128 !== (colorScheme === "light"))
          found.push(`${name}: the background's red is ${light}`);
        // The other scheme has other colours, and nothing else.
        const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
        found.push(...(await axeViolations(page, rules)).map((violation) => `${name}: ${violation}`));
        found.push(...complaints.splice(0).map((complaint) => `${name}: ${complaint}`));
      }
      expect(found).toEqual([]);
      await page.context().close();
    });
  }

  test("400 px wide, nothing is cut off and no page scrolls sideways", async () => {
    const { page } = await watchPage(browser, site, { viewport: { width: 400, height: 800 } });
    const wide: string[] = [];
    for (const name of pages) {
      await page.goto(site + name, { waitUntil: "load" });
      const { width, widest } = await page.evaluate(() => {
        const { scrollWidth } = document.documentElement;
        const elements = [...document.querySelectorAll<HTMLElement>("main *")];
        const beyond = elements.find((element) => {
          const { right, width } = element.getBoundingClientRect();
          if (width === 0 || right <= innerWidth + 1) return false;
          for (let box = element.parentElement; box !== null; box = box.parentElement) {
            if (getComputedStyle(box).overflowX !== "visible") return false;
          }
          return true;
        });
        return { width: scrollWidth, widest: beyond?.outerHTML.slice(0, 120) };
      });
      if (width > 400 || widest !== undefined) wide.push(`${name}: ${width} px: ${widest}`);
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });

  test("without JavaScript, every page has its text, its code and the errors that are part of it", async () => {
    // A page without scripts as a reader has it: playwright's own switch leaves <noscript> out.
    const scriptless = await startBrowser(["--blink-settings=scriptEnabled=false"]);
    const { page } = await watchPage(scriptless, site);
    for (const name of pages.filter((page) => page !== "404.html")) {
      await page.goto(site + name, { waitUntil: "load" });
      expect(await page.locator("h1").first().isVisible(), `${name} has a heading`).toBe(true);
      expect((await page.locator("main").innerText()).length, `${name} has text`).toBeGreaterThan(200);
      // What is folded is shown when a reader unfolds it.
      for (const code of await page.locator("main pre:not(details pre)").all()) {
        expect(await code.isVisible(), `${name} shows its code`).toBe(true);
      }
    }
    await page.goto(`${site}tutorial.html`);
    expect(await page.locator("main").innerText()).toContain("The 'this' context of type");
    await page.goto(`${site}playground.html`);
    expect(await page.locator("main").innerText()).toContain("needs JavaScript");
    await scriptless.close();
  });

  test("the API reference shows who may call, what is moved, and disposal by its name", async () => {
    const { page } = await watchPage(browser, site);
    const signatures = {
      "classes/FileDescriptorReservation": [
        "commit(this: Move<FileDescriptorReservation>, file: Move<FileRef>): asserts this is never;",
        "[Symbol.dispose](): void;",
      ],
      "classes/Task": ["unshareFiles(this: Exclusive<Unreserved>): void;"],
      index: ["readonly reservation: Move<Borrows<FileDescriptorReservation, this>>;"],
    };
    for (const [name, expected] of Object.entries(signatures)) {
      await page.goto(`${site}api/binding/${name}.html`, { waitUntil: "load" });
      const text = await page.locator("main").innerText();
      for (const signature of expected) expect(text).toContain(signature);
      if (name === "index") continue;
      // The members of a class stand before all that is said of each, and lead there.
      const members = page.locator("h2#members + table tbody tr");
      expect(await members.count()).toBeGreaterThan(3);
      await members.last().getByRole("link").click();
      await page.waitForURL(/#\w+/);
    }
    await page.context().close();
  });

  test("an address without a page, however deep: styled, with links that lead to pages", async () => {
    const { page } = await watchPage(browser, site);
    for (const address of ["nothing.html", "bugs/nothing.html", "no/such/folder/nothing"]) {
      await page.goto(site + address, { waitUntil: "load" });
      const heading = page.getByRole("heading", { name: "There is no such page" });
      await heading.waitFor();
      const size = await heading.evaluate((element) => getComputedStyle(element).fontSize);
      expect(size, `${address} has the site's style`).toBe("32px");
      await page.getByRole("main").getByRole("link", { name: "tutorial" }).click();
      await page.waitForURL(`${site}tutorial.html`);
    }
    await page.context().close();
  });

  test("from home through every page by its own links", async () => {
    const { page, complaints } = await watchPage(browser, site);
    await page.goto(site);
    await page.getByRole("main").getByRole("link", { name: "tutorial" }).first().click();
    await page.waitForURL(/\/tutorial\.html$/);
    const headings = page.locator(".VPDocAsideOutline a.outline-link");
    // Made by script, after the text; for a moment those of the page before are still there, which are fewer.
    await expect.poll(() => headings.count()).toBeGreaterThan(3);
    for (const heading of await headings.all()) {
      const id = decodeURIComponent(((await heading.getAttribute("href")) ?? "").slice(1));
      await heading.click();
      await page.waitForFunction((name) => {
        const { top } = document.getElementById(name)?.getBoundingClientRect() ?? { top: -1 };
        return top >= 0 && top < innerHeight;
      }, id);
    }
    const seen = new Set([page.url()]);
    for (;;) {
      const next = page.locator(".pager-link.next");
      if ((await next.count()) === 0) break;
      const target = await next.getAttribute("href");
      await next.click();
      // The address changes before the page does: a second click on the same link would lead nowhere.
      await page.waitForFunction(
        (href) => document.querySelector(".pager-link.next")?.getAttribute("href") !== href,
        target,
      );
      expect(seen.has(page.url()), `${page.url()} comes once`).toBe(false);
      seen.add(page.url());
      await page.locator("main h1").first().waitFor();
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the pointer on a name shows its type, whole, and Escape hides it", async () => {
    const { page } = await watchPage(browser, site, { viewport: { width: 400, height: 800 } });
    await page.goto(`${site}tutorial.html`);
    await isAlive(page);
    expect(await page.locator(".type-popup").count()).toBe(0);
    const name = page.locator(".type-hover", { hasText: "getUnusedFdFlags" }).first();
    // In the middle of the window: at its edges the bars of the theme lie over the text.
    await name.evaluate((element) => element.scrollIntoView({ block: "center", inline: "center" }));
    await name.hover();
    const popup = page.locator(".type-popup");
    expect(await popup.innerText()).toContain("asserts current is");
    const { left, right } = await popup.evaluate((element) => element.getBoundingClientRect());
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(400);
    await page.keyboard.press("Escape");
    expect(await popup.count()).toBe(0);
    await page.context().close();
  });

  test("Tab leads from the top of a page into its text, and what has the focus is seen", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(`${site}tutorial.html`);
    await isAlive(page);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { inside: element.closest("main, #VPContent") !== null, outlineStyle, outlineWidth };
    });
    expect(focus.inside).toBe(true);
    expect(focus.outlineStyle).not.toBe("none");
    expect(parseFloat(focus.outlineWidth)).toBeGreaterThan(0);
    await page.context().close();
  });
});
