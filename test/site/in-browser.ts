/** The browser that was found before all tests of the site, and the mark of the tests that need it. */
import type { Browser } from "playwright-core";
import { inject } from "vitest";
import { need, needs } from "../tools.js";
import type { FoundBrowser } from "./browser.js";
import { startChromium } from "./chromium.js";

const found = inject("browser");

/** Options of the tests that need a browser. */
export const inBrowser = need(needs.browser, found !== undefined);

/** The browser; to be asked for by tests that have the mark. */
export function theBrowser(): FoundBrowser {
  if (found === undefined) throw new Error("this test needs a browser and does not say so");
  return found;
}

/** Starts it. */
export function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  return startChromium(theBrowser(), flags);
}
