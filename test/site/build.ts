/** Builds the site as `npm run docs:build` does, into a folder of its own. */
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The folder of the host: the site is not told of it, and an address that forgets it must be a dead one. */
export const BASE = "/fd/";

/** Builds the package and the site; gives the folder. */
export async function buildSite(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-site-"));
  const run = promisify(execFile);
  const options = {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    maxBuffer: 2 ** 26,
  };
  const prepare = ["--conditions=fd-reservation:source", "--import", "tsx", "scripts/site/prepare.ts"];
  await run(process.execPath, prepare, options);
  await run(
    process.execPath,
    ["node_modules/vitepress/bin/vitepress.js", "build", "docs", "--outDir", folder],
    options,
  );
  return folder;
}
