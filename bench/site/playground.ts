/** Measures the playground in a browser: how long its readers wait, and what they load. */
import { explore, isScenario } from "fd-reservation/explore";
import type { Browser, Page } from "playwright-core";
import { countBytes, waitForMark } from "../../test/site/chromium.js";

/** What one visit took, in milliseconds, and loaded, in bytes as they came over the wire. */
export interface Visit {
  readonly editor: number;
  readonly problems: number;
  readonly edit: number;
  readonly verdict: number;
  /** The exploration alone, as the page's own worker took the time. */
  readonly exploring: number;
  /** The same exploration in this process, measured right after. */
  readonly exploringInNode: number;
  readonly bytes: number;
}

/** What is run in both: an example with a race of two tasks. */
const EXAMPLE = "races/lost-commit";

/** One visit with an empty cache. */
export async function visit(browser: Browser, site: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const sizes = countBytes(context);
  await page.goto(`${site}playground.html#v=2&example=${encodeURIComponent(EXAMPLE)}`, {
    waitUntil: "commit",
  });
  await waitForMark(page, "play-ready");
  // A program can be run before it is checked.
  await waitForMark(page, "play-problems");
  const editor = await markTime(page, "play-editor");
  const problems = await markTime(page, "play-problems");

  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+Home");
  const edit = await timed(page, "play-problems", () =>
    page.keyboard.insertText("const wrong: number = '';\n"),
  );
  await page.keyboard.press("Control+Z");
  await page.getByRole("heading", { name: "No problems" }).waitFor();
  const verdict = await timed(page, "play-run", () => page.keyboard.press("Control+Enter"));
  const exploring = await page.evaluate(() => {
    const [mark] = performance.getEntriesByName("play-run") as unknown as readonly {
      readonly detail: unknown;
    }[];
    return Number(mark?.detail);
  });
  const exploringInNode = await inNode();
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  await context.close();
  return { editor, problems, edit, verdict, exploring, exploringInNode, bytes };
}

async function inNode(): Promise<number> {
  const exported = (await import(`../../examples/${EXAMPLE}.ts`)) as Record<string, unknown>;
  const begun = performance.now();
  for (const scenario of Object.values(exported).filter(isScenario)) explore(scenario);
  return performance.now() - begun;
}

/** When a mark was set first, from the beginning of the navigation. */
function markTime(page: Page, mark: string): Promise<number> {
  return page.evaluate((name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN, mark);
}

/** How long after something was done a mark is set anew. */
async function timed(page: Page, mark: string, act: () => Promise<void>): Promise<number> {
  const begun = await page.evaluate((name) => {
    performance.clearMarks(name);
    return performance.now();
  }, mark);
  await act();
  await waitForMark(page, mark);
  return (await markTime(page, mark)) - begun;
}
