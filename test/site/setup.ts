/** Before the tests of the site: builds and serves it, once for all of them. */
import { existsSync, rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { BASE, buildSite } from "./build.js";
import { CHROMIUM, WITHOUT_BROWSER } from "./chromium.js";
import { serve } from "./serve.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the site's home. */
    site: string;
    /** The folder in which the site was built. */
    siteFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (WITHOUT_BROWSER) {
    process.stderr.write("NO_BROWSER=1: the tests that need a browser are skipped.\n");
  } else if (!existsSync(CHROMIUM)) {
    throw new Error(
      `The tests of the site need a browser, and there is no ${CHROMIUM}. Install it (Debian: apt-get install chromium), ` +
        "name another with CHROMIUM=<path>, or skip these tests with NO_BROWSER=1.",
    );
  }
  const folder = process.env["SITE"] ?? (await buildSite());
  const { address, stop } = await serve(folder, BASE);
  project.provide("site", address);
  project.provide("siteFolder", folder);
  return async () => {
    await stop();
    if (process.env["SITE"] === undefined) rmSync(folder, { recursive: true, force: true });
  };
}
