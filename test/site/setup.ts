/** Before the tests of the site: finds the browser, builds and serves the site, once for all of them. */
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { BASE, buildSite } from "./build.js";
import { findBrowser, type FoundBrowser } from "./browser.js";
import { serve } from "./serve.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the site's home. */
    site: string;
    /** The folder in which the site was built. */
    siteFolder: string;
    /** The browser for the tests that need one. */
    browser: FoundBrowser | undefined;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("browser", findBrowser());
  const folder = process.env["SITE"] ?? (await buildSite());
  const { address, stop } = await serve(folder, BASE);
  project.provide("site", address);
  project.provide("siteFolder", folder);
  return async () => {
    await stop();
    if (process.env["SITE"] === undefined) rmSync(folder, { recursive: true, force: true });
  };
}
