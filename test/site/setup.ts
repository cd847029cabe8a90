/** Before the tests of the site: finds the browser, begins to build the site and serves it, once for all of them. */
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { BASE, buildSite } from "./build.js";
import { findBrowser, type FoundBrowser } from "./browser.js";
import { serve } from "./serve.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the site's home; it answers when the site is built. For tests: served-site.ts. */
    site: string;
    /** The repository, or the copy of it, from which the site is built. */
    siteSources: string;
    /** The folder in which the site is built. */
    siteFolder: string;
    /** The browser for the tests that need one. */
    browser: FoundBrowser | undefined;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("browser", findBrowser());
  const given = process.env["SITE"];
  const site = given === undefined ? buildSite() : undefined;
  const folder = site?.folder ?? String(given);
  // Tests of the package run meanwhile: those of the site come last.
  const { address, stop } = await serve(folder, BASE, site?.done);
  project.provide("site", address);
  project.provide("siteFolder", folder);
  project.provide("siteSources", site?.sources ?? fileURLToPath(new URL("../..", import.meta.url)));
  return async () => {
    await stop();
    await site?.remove();
  };
}
