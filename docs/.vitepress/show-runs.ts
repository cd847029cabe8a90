/** Turns a page's block of runs into the step viewer, with the run as text for readers without scripts. */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";
import { requestOf } from "../../scripts/site/run-block.js";
import type { PreparedRun } from "../../scripts/site/runs.js";
import { BlockError } from "./checked-code.js";

type PreparedRuns = Readonly<Record<string, PreparedRun>>;

const file = fileURLToPath(new URL("generated/runs.json", import.meta.url));
let read: { readonly changed: number; readonly runs: PreparedRuns } | undefined;

/** All runs that are made, read anew when they were made anew: hundreds of blocks ask. */
function preparedRuns(): PreparedRuns {
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (changed === undefined) return {};
  if (read?.changed !== changed)
    read = { changed, runs: JSON.parse(readFileSync(file, "utf8")) as PreparedRuns };
  return read.runs;
}

/**
 * Shows the runs that scripts/site/prepare.ts has made. After `run` may stand attributes of the viewer: `step=0 compact`.
 *
 * @param base - The site's base, with its slash.
 */
export function showRuns(md: MarkdownRenderer, base: string): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const [language, ...attributes] = (token?.info ?? "").split(" ");
    if (token === undefined || language !== "run") return fence?.(tokens, index, options, env, self) ?? "";
    const prepared = preparedRuns()[requestOf(token.content)];
    if (prepared === undefined) {
      const page = (env as { relativePath?: string }).relativePath ?? "";
      throw new BlockError(`${page}: the run is not made; npm run docs:build makes it.\n${token.content}`);
    }
    const { escapeHtml } = md.utils;
    const { src, id, title, text, size } = prepared;
    const asked = attributes.map((attribute) => {
      const [name = "", value = ""] = attribute.split("=");
      return ` ${name}="${escapeHtml(value)}"`;
    });
    // The room that it will take: see theme/viewer.css.
    const room = Object.entries(size).map(([name, count]) => `--${name}:${count}`);
    return `<step-viewer id="${id}" src="${base}${src}"${asked.join("")} style="${room.join(";")}" aria-label="${escapeHtml(title)}" v-pre><pre tabindex="0">${escapeHtml(text)}</pre></step-viewer>\n`;
  };
}
