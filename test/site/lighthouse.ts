/** Lighthouse's scores of a page, from 0 to 1. */
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import type { FoundBrowser } from "./browser.js";
import { FLAGS } from "./chromium.js";

/** What Lighthouse judges, by its own names. */
export type Category = "performance" | "accessibility" | "best-practices";

/** What Lighthouse simulates: a slow phone in a mobile network, or a desktop. */
export type Device = "phone" | "desktop";

/** What it says of a page. */
export interface Judgement {
  readonly scores: Readonly<Record<string, number>>;
  /** The audits that cost points, without those of speed. */
  readonly faults: readonly string[];
}

/** Judges pages, one after the other, in a browser of its own. */
export async function judge(
  { executable, environment }: FoundBrowser,
  addresses: readonly string[],
  categories: readonly Category[],
  device: Device = "phone",
): Promise<Judgement[]> {
  const chromium = await launch({
    chromePath: executable,
    chromeFlags: ["--headless", ...FLAGS],
    envVars: { ...process.env, ...environment },
    // Half a second each: only a browser that hangs takes as many.
    maxConnectionRetries: 1200,
  });
  try {
    const judgements: Judgement[] = [];
    for (const address of addresses) {
      const result = await lighthouse(
        address,
        { port: chromium.port, logLevel: "error", onlyCategories: [...categories] },
        device === "desktop" ? desktopConfig : undefined,
      );
      if (result === undefined) throw new Error(`Lighthouse has no result for ${address}`);
      const { categories: judged, audits } = result.lhr;
      const counted = Object.entries(judged)
        .filter(([name]) => name !== "performance")
        .flatMap(([, { auditRefs }]) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id));
      judgements.push({
        scores: Object.fromEntries(Object.entries(judged).map(([name, { score }]) => [name, score ?? 0])),
        faults: counted
          .filter((id) => audits[id]?.score !== null && (audits[id]?.score ?? 0) < 1)
          .map((id) => `${id}: ${audits[id]?.title}`),
      });
    }
    return judgements;
  } finally {
    chromium.kill();
  }
}
