/** How far what a page shows jumps while it loads and works, as browsers count it: the sum, without a window of time. */
import type { Page } from "playwright-core";

/** As much as nobody sees; poor begins at 0.25. */
export const MOST_SHIFT = 0.05;

/** What has moved without anybody having done anything for half a second. */
export interface LayoutShift {
  readonly sum: number;
  /** The beginnings of the elements that moved, or their texts. */
  readonly moved: readonly string[];
}

declare global {
  interface Window {
    layoutShift?: { sum: number; moved: string[] };
  }
}

/** Begins to count, from the beginning of each page; before the first one is opened. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted: typeof window.layoutShift = (window.layoutShift = { sum: 0, moved: [] });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: readonly { node?: Node }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        counted.sum += entry.value;
        for (const { node } of entry.sources)
          counted.moved.push(
            (node as Element | undefined)?.outerHTML?.slice(0, 80) ?? String(node?.textContent),
          );
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What was counted so far. */
export function layoutShift(page: Page): Promise<LayoutShift> {
  return page.evaluate(() => {
    if (window.layoutShift === undefined) throw new Error("nobody counts: see watchLayoutShift");
    return window.layoutShift;
  });
}
