/** Writes a page for each bug, call site and misuse, and the matrix: their code in every design, and runs of today. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Matrix } from "../../../src/matrix/index.js";
import { bugPages } from "./bug.js";
import { callSitePages } from "./call-site.js";
import { examplesOf, root } from "./designs.js";
import { matrixPage } from "./matrix.js";
import { misusePages } from "./misuse.js";

/** Writes `docs/bugs/`, `docs/callsites/`, `docs/misuse/` and the site's matrix; gives how many pages. */
export async function writePages(): Promise<number> {
  const pages = await renderPages();
  for (const group of ["bugs", "callsites", "misuse", "site"]) {
    rmSync(path.join(root, "docs", group), { recursive: true, force: true });
    mkdirSync(path.join(root, "docs", group), { recursive: true });
  }
  for (const [name, text] of pages) writeFileSync(path.join(root, "docs", `${name}.md`), text);
  return pages.size;
}

/** The pages' texts by their names: `bugs/dma-heap`. */
export async function renderPages(): Promise<ReadonlyMap<string, string>> {
  const matrix = JSON.parse(readFileSync(path.join(root, "docs/matrix.json"), "utf8")) as Matrix;
  const [bugs, callSites, misuses] = await Promise.all(["bugs", "callsites", "misuse"].map(examplesOf));
  return new Map([
    ...bugPages(bugs ?? [], matrix),
    ...callSitePages(callSites ?? []),
    ...misusePages(misuses ?? [], matrix),
    ["site/matrix", matrixPage(matrix)],
  ]);
}
