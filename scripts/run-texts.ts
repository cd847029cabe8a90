/**
 * Makes the runs that pages of the repository show, as text for readers of the Markdown. Prints the pages that have other
 * texts; with --record, writes the texts into them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { globSync } from "tinyglobby";
import { root } from "./measurements.js";
import { MADE } from "./site/made.js";
import { readRequest, requestOf, RUN_BLOCKS } from "./site/run-block.js";
import { show } from "./site/runs.js";

/** A page with the text of each run that it shows. */
export async function withRunTexts(page: string): Promise<string> {
  const blocks = [...page.matchAll(RUN_BLOCKS)].map(([, , block = ""]) => block);
  const texts = await Promise.all(blocks.map(async (block) => (await show(readRequest(block))).text));
  let next = 0;
  return page.replace(
    RUN_BLOCKS,
    (_, begin: string, block: string) => `${begin}${requestOf(block)}\n\n${texts[next++]?.trimEnd()}\n\`\`\``,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const pages = globSync(["README.md", "docs/**/*.md"], { cwd: root, ignore: [...MADE] }).sort();
  for (const name of pages) {
    const file = path.join(root, name);
    const page = readFileSync(file, "utf8");
    const made = await withRunTexts(page);
    if (made === page) continue;
    process.stdout.write(`${name}\n`);
    if (process.argv.includes("--record")) writeFileSync(file, made);
  }
}
