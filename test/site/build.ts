/** Builds the site as `npm run docs:build` does, from a copy of the sources, so that nobody reads a page half written. */
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { MADE } from "../../scripts/site/made.js";
import { copyCheckout } from "../checkout.js";

/** The folder of the host: the site is not told of it, and an address that forgets it must be a dead one. */
export const BASE = "/fd/";

/** What the site is told of its address, which is for the sitemap and previews alone. */
export const URL_OF_BUILD = "https://fd-reservation.example/docs/";

/** What was made from the sources, here and some time ago. */
const NOT = [".git/**", "dist/**", "temp/**", ...MADE];

/** A site that is being built. */
export interface SiteBuild {
  /** The copy of the repository, in which also stands what is made for the site. */
  readonly sources: string;
  /** Where its pages will be. */
  readonly folder: string;
  /** Resolves when they are there. */
  readonly done: Promise<unknown>;
  /** Ends what still runs, and removes all of it. */
  readonly remove: () => Promise<void>;
}

/** Begins to build the package and the site. */
export function buildSite(): SiteBuild {
  const copy = copyCheckout("site", ["**"], NOT);
  const folder = path.join(copy, "docs/.vitepress/dist");
  const ending = new AbortController();
  const run = (...args: string[]): Promise<unknown> =>
    promisify(execFile)(process.execPath, args, {
      cwd: copy,
      env: { ...process.env, NODE_ENV: "production", DOCS_URL: URL_OF_BUILD },
      maxBuffer: 2 ** 26,
      signal: ending.signal,
    });
  const done = run("--conditions=fd-reservation:source", "--import", "tsx", "scripts/site/prepare.ts").then(
    () => run("node_modules/vitepress/bin/vitepress.js", "build", "docs"),
  );
  // Whoever waits for it is told; who does not, does not fail.
  done.catch(() => undefined);
  const remove = async (): Promise<void> => {
    ending.abort();
    await done.catch(() => undefined);
    rmSync(copy, { recursive: true, force: true });
  };
  return { sources: copy, folder, done, remove };
}
