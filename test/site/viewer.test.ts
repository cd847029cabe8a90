/** The step viewer on a page: two designs with one failure, side by side. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { site } from "./served-site.js";

const BUG = `${site}bugs/vmwgfx-fence.html`;

describe("the step viewer", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function sentence(page: Page): Promise<string> {
    return page.locator("step-viewer .sentence").innerText();
  }

  test("shows the counterexample at its end, and the other design beside it", async () => {
    const { page, complaints } = await watchPage(browser, site);
    await page.goto(BUG);
    const panels = page.locator("step-viewer .panel");
    await panels.first().waitFor();
    expect(await panels.count()).toBe(2);
    expect(await panels.first().innerText()).toMatch(/kernel invariant broken/);
    expect(await panels.last().innerText()).toMatch(/holds/);
    expect(await sentence(page)).toMatch(/bit in open_fds was clear/);
    expect(await page.locator("step-viewer .sources figcaption").allInnerTexts()).toEqual([
      "raw.ts",
      "transaction.ts",
    ]);
    // The same failure was injected into both.
    expect(await page.locator("step-viewer .failure").count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("leads to the first difference, to one design and back", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(BUG);
    await page.getByRole("button", { name: "First difference" }).click();
    const first = await sentence(page);
    expect(first).toMatch(/^Step \d+ of \d+/);
    await page.locator("step-viewer input[type=range]").focus();
    await page.keyboard.press("v");
    expect(await sentence(page)).toMatch(/Violated/);
    await page.keyboard.press("f");
    expect(await sentence(page)).toBe(first);
    await page.keyboard.press("d");
    expect(await page.locator("step-viewer .panel:visible").count()).toBe(1);
    await page.getByRole("button", { name: "Side by side" }).click();
    expect(await page.locator("step-viewer .panel:visible").count()).toBe(2);
    await page.context().close();
  });

  test("on a phone the line of each run is in sight, and nothing of a panel is cut off", async () => {
    const { page } = await watchPage(browser, site, { viewport: { width: 400, height: 900 } });
    await page.goto(BUG);
    await page.locator("step-viewer .current").nth(1).waitFor();
    const cut = await page
      .locator("step-viewer")
      .first()
      .evaluate((viewer) => {
        const all = (selector: string): Element[] => [
          ...(viewer.shadowRoot?.querySelectorAll(selector) ?? []),
        ];
        const lines = all(".current").filter((line) => {
          const box = line.closest("pre")?.getBoundingClientRect();
          const { top, bottom } = line.getBoundingClientRect();
          return box === undefined || top < box.top - 1 || bottom > box.bottom + 1;
        });
        const boxes = all(".say, .panel, .columns");
        const panels = boxes.filter((box) => box.scrollHeight > box.clientHeight + 1);
        return [...lines, ...panels].map((element) => element.outerHTML.slice(0, 80));
      });
    expect(cut).toEqual([]);
    await page.context().close();
  });

  test.each([400, 1440])(
    "%i px wide, nothing covers the marked line, and no first row or step is cut",
    async (width) => {
      const { page } = await watchPage(browser, site, { viewport: { width, height: 900 } });
      await page.goto(BUG);
      await page.locator("step-viewer .current").nth(1).waitFor();
      const wrong = await page
        .locator("step-viewer")
        .first()
        .evaluate((viewer) => {
          const all = (selector: string): Element[] => [
            ...(viewer.shadowRoot?.querySelectorAll(selector) ?? []),
          ];
          const covered = all(".current").filter((line) => {
            const label = line.querySelector(".stands")!;
            const box = label.getBoundingClientRect();
            const room = line.closest("pre")!.getBoundingClientRect();
            const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            while (texts.nextNode() !== null) {
              if (label.contains(texts.currentNode)) continue;
              const range = document.createRange();
              range.selectNodeContents(texts.currentNode);
              for (const { left, right, top, bottom } of range.getClientRects()) {
                if (right > room.right + 1) return true;
                const isBeside = right <= box.left + 1 || left >= box.right - 1;
                if (!isBeside && bottom > box.top + 1 && top < box.bottom - 1) return true;
              }
            }
            return false;
          });
          const sliced = all(".sources pre").filter((box) =>
            [...box.querySelectorAll<HTMLElement>(".line:not(.current)")].some(
              ({ offsetTop, offsetHeight }) =>
                offsetTop < box.scrollTop - 1 && offsetTop + offsetHeight > box.scrollTop + 1,
            ),
          );
          const edge = all(".lanes")[0]!.getBoundingClientRect().left;
          const cut = all(".lanes .hit").filter((step) => {
            const { left, right } = step.getBoundingClientRect();
            return left < edge - 1 && right > edge + 1;
          });
          return [...covered, ...sliced, ...cut].map((element) => element.outerHTML.slice(0, 80));
        });
      expect(wrong).toEqual([]);
      // A line's number is drawn by the style sheet, and told to those who listen.
      const protocol = await page.context().newCDPSession(page);
      const { nodes } = await protocol.send("Accessibility.getFullAXTree");
      const told = nodes.map(({ name }) => String(name?.value ?? "").trim());
      expect(told).toEqual(expect.arrayContaining(["17", "18"]));
      await page.context().close();
    },
  );

  test("before the first step: the program where it begins, and no verdict yet", async () => {
    const { page } = await watchPage(browser, site, { viewport: { width: 1440, height: 900 } });
    await page.goto(site);
    const viewer = page.locator("step-viewer").first();
    await viewer.getByText("Before the first step").waitFor();
    const { call, pre, verdict } = await viewer.evaluate((element) => {
      const inside = element.shadowRoot;
      const lines = [...(inside?.querySelectorAll(".sources .line") ?? [])];
      const line = lines.find(({ textContent }) => textContent?.includes("getUnusedFdFlags"));
      const shown = inside?.querySelector(".verdict");
      return {
        call: line?.getBoundingClientRect().toJSON() as DOMRect | undefined,
        pre: line?.closest("pre")?.getBoundingClientRect().toJSON() as DOMRect | undefined,
        verdict: shown == null ? "none" : getComputedStyle(shown).visibility,
      };
    });
    expect(call?.top).toBeGreaterThanOrEqual(pre?.top ?? Infinity);
    expect(call?.bottom).toBeLessThanOrEqual(pre?.bottom ?? 0);
    expect(verdict).toBe("hidden");
    await page.context().close();
  });

  test("a copied link opens the page at its step, in sight", async () => {
    const { page } = await watchPage(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(BUG);
    await page.getByRole("button", { name: "First difference" }).click();
    const there = await sentence(page);
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Link copied.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await watchPage(browser, site);
    await other.page.goto(link);
    await other.page.locator("step-viewer .sentence").waitFor();
    expect(await sentence(other.page)).toBe(there);
    await other.page.waitForFunction(() => {
      const { top } = document.querySelector("step-viewer")!.getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    });
    await page.context().close();
    await other.page.context().close();
  });

  test("the text is at most 72 columns wide, has both designs, and stands on the page without scripts", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(BUG);
    await page.locator("step-viewer .panel").first().waitFor();
    const { text, plain } = await page
      .locator("step-viewer")
      .first()
      .evaluate((viewer) => ({
        text: (viewer as unknown as { text: string }).text,
        plain: viewer.querySelector("pre")?.textContent ?? "",
      }));
    expect(text.split("\n").filter((line) => line.length > 72)).toEqual([]);
    expect(text).toMatch(/VIOLATED/);
    expect(text).toMatch(/Transaction/);
    expect(plain).toMatch(/VIOLATED/);
    await page.context().close();
  });
});
