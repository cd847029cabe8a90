/** Chromium for the tests and benchmarks of the site: one process a file of tests, a fresh context a page. */
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import type { FoundBrowser } from "./browser.js";

/**
 * How long a test waits for what must happen, in milliseconds: only what hangs takes as long. Less than the test
 * itself may take, so that what hangs is named by the step that waited for it.
 */
export const HANGS = 300_000;

/** Of every browser: the package of the one from npm proposes others, which switch off what the sandbox relies on. */
export const FLAGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it. */
export function startChromium(found: FoundBrowser, flags: readonly string[] = []): Promise<Browser> {
  const { executable, environment } = found;
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment },
    args: [...FLAGS, ...flags],
    timeout: HANGS,
  });
}

/** A page, and what went wrong in it without anybody looking. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors on the console, exceptions, and requests to hosts other than the site's. */
  readonly complaints: string[];
}

/** Opens a page of its own context; what it complains of is collected. */
export async function watchPage(
  browser: Browser,
  site: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(HANGS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const { origin } = new URL(site);
  context.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) complaints.push(`asks ${url}`);
  });
  return { page, complaints };
}

/** Waits until the page has set a mark (`performance.mark`): its network may never be idle. */
export async function waitForMark(page: Page, mark: string): Promise<void> {
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark);
}

/** Waits until Vue has taken over the page that the build wrote. */
export async function isAlive(page: Page): Promise<void> {
  const app = await page.waitForSelector("#app", { state: "attached" });
  await page.waitForFunction((element) => "__vue_app__" in element, app);
}

/** Counts what a context's pages load, as it comes over the wire, by path. */
export function countBytes(context: BrowserContext): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  context.on("response", (response) => {
    const { protocol, pathname } = new URL(response.url());
    // A worker's blob is made in the page from what was loaded already.
    if (protocol !== "blob:") sizes.set(pathname, Number(response.headers()["content-length"]));
  });
  return sizes;
}
