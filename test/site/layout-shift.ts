/** How far what a page shows jumps while it loads and works, as browsers count it: the sum, without a window of time. */
import type { Page } from "playwright-core";

declare global {
  interface Window {
    layoutShifts?: number[];
  }
}

/** Begins to count; before the page is opened. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: number[] = (window.layoutShifts = []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** The sum so far, of what no input has caused within half a second. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(() => (window.layoutShifts ?? []).reduce((sum, value) => sum + value, 0));
}
