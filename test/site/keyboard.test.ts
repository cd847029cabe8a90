/** Everything on a page is reached by Tab, what has the focus is seen, and nothing asks for a pointer. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAlive, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { openPlayground, run } from "./playground.js";
import { site } from "./served-site.js";

/** What a pointer may do where the keyboard has another way to the same. */
const OTHER_WAYS: Readonly<Record<string, string>> = {
  ".step": "a step in the lanes of a run: the slider, and the keys of the viewer",
  ".cm-foldGutter": "folding: Ctrl+Shift+[ and Ctrl+Shift+]",
};

declare global {
  interface Window {
    /** What a reader can act on, in the order of the page, with how it looks without the focus. */
    controls?: { readonly element: Element; readonly name: string; readonly look: string }[];
  }
}

/** Notes what can be acted on now, also inside of the viewer; gives what only a pointer can act on. */
function noteControls(page: Page, otherWays: readonly string[]): Promise<string[]> {
  return page.evaluate((ways) => {
    const all: Element[] = [];
    const collect = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        all.push(element);
        if (element.shadowRoot !== null) collect(element.shadowRoot);
      }
    };
    collect(document);
    const shown = all.filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0,
    );
    const isControl = (element: Element): boolean =>
      element instanceof HTMLElement &&
      element.tabIndex >= 0 &&
      !element.matches(":disabled, iframe, dialog") &&
      // Of a group of radio buttons one is in the order, and a file is chosen by the button for it.
      element.matches(
        "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]",
      );
    const nameOf = (element: Element): string => {
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
      return `${element.localName}.${element.classList.value.replaceAll(" ", ".")} "${name.slice(0, 40)}"`;
    };
    const lookOf = (element: Element): string => {
      const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } =
        getComputedStyle(element);
      return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor].join();
    };
    window.controls = shown.filter(isControl).map((element) => ({
      element,
      name: nameOf(element),
      look: lookOf(element),
    }));
    const hasControl = (element: Element | null): boolean => {
      for (let at = element; at !== null; at = at.parentElement) if (isControl(at)) return true;
      return false;
    };
    return shown
      .filter((element) => getComputedStyle(element).cursor === "pointer")
      .filter(
        (element) => !hasControl(element) && element.closest([...ways, ":disabled", "label"].join()) === null,
      )
      .map(nameOf);
  }, otherWays);
}

/** The number among the controls of what has the focus, and whether it looks as if it had; undefined outside of them. */
function focused(page: Page): Promise<{ readonly index: number; readonly isSeen: boolean } | undefined> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
    const index = window.controls?.findIndex((one) => one.element === element) ?? -1;
    const control = window.controls?.[index];
    if (element === null || control === undefined) return undefined;
    const lookOf = (one: Element): string => {
      const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
      return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor].join();
    };
    // The editor has its outline around all of it.
    const editor = element.closest(".cm-editor");
    const isOutlined = (one: Element): boolean => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    };
    const isSeen = lookOf(element) !== control.look || (editor !== null && isOutlined(editor));
    const { top, bottom, width, height } = element.getBoundingClientRect();
    return { index, isSeen: isSeen && width > 0 && height > 0 && bottom > 0 && top < innerHeight };
  });
}

/** Presses Tab from the top of the page until all was reached, or it went around; gives what it does not lead to, and what does not show its focus. */
async function tabThrough(page: Page): Promise<{ readonly missed: string[]; readonly unseen: string[] }> {
  const names = await page.evaluate(() => (window.controls ?? []).map(({ name }) => name));
  expect(names.length).toBeGreaterThan(10);
  const reached = new Set<number>();
  const unseen = new Set<string>();
  await page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
    (element as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    getSelection()?.collapse(document.body, 0);
  });
  for (let presses = 0; presses < 2 * names.length + 20; presses++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at === undefined) continue;
    reached.add(at.index);
    if (!at.isSeen) unseen.add(names[at.index] ?? "");
    if (reached.size === names.length) break;
  }
  return { missed: names.filter((_, index) => !reached.has(index)), unseen: [...unseen] };
}

describe("by keyboard", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function expectAllReached(page: Page): Promise<void> {
    expect(await noteControls(page, Object.keys(OTHER_WAYS))).toEqual([]);
    expect(await tabThrough(page)).toEqual({ missed: [], unseen: [] });
  }

  test("the playground, before and after a run", async () => {
    const { page, complaints } = await openPlayground(browser, "#v=2&example=tutorial%2Fbroken&design=both");
    await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    await expectAllReached(page);
    await run(page);
    await page.locator("step-viewer .sentence").waitFor();
    await page.locator("step-viewer .help summary").click();
    await expectAllReached(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each(["bugs/vmwgfx-fence.html", "matrix.html", "index.html"])("%s", async (name) => {
    const { page, complaints } = await watchPage(browser, site, { viewport: { width: 1280, height: 900 } });
    await page.goto(site + name);
    await isAlive(page);
    if (name !== "matrix.html") await page.locator("step-viewer .sentence").first().waitFor();
    else await page.getByText(/of \d+ rows/).waitFor();
    await expectAllReached(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the matrix is filtered, and a cell leads to its run", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(`${site}matrix.html`);
    await page.getByText(/of \d+ rows/).waitFor();
    await page.getByRole("searchbox", { name: "Words" }).focus();
    await page.keyboard.type("vmwgfx");
    await page.getByText(/^1 of \d+ rows/).waitFor();
    const cell = page.locator("tr[data-caught]:not([hidden]) td a").first();
    const to = await cell.getAttribute("href");
    for (let presses = 0; presses < 40; presses++) {
      if (await cell.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/bugs/vmwgfx-fence\\.html#${String(to).replace(/^.*#/, "")}$`));
    await page.context().close();
  });
});
