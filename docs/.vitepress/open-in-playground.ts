/** Puts below a block of code the link that opens it in the playground. */
import { deflateRawSync } from "node:zlib";
import type { MarkdownRenderer } from "vitepress";
import { playableProgram } from "./playable-program.js";

/** What the playground knows; a block that imports anything else would be all errors there. */
const IMPORT = /^import .*? from "(?!fd-reservation(?:"|\/(?:kernel|designs|explore|ownership)"))/m;

/**
 * Adds the link to blocks that are compiled and need nothing but the package, and to those of an example.
 *
 * @param base - The site's base, with its slash.
 */
export function openInPlayground(md: MarkdownRenderer, base: string): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = fence?.(tokens, index, options, env, self) ?? "";
    const { info = "", content = "" } = tokens[index] ?? {};
    const example = /\bexample=(\S+)/.exec(info)?.[1];
    if (example !== undefined) return html + link(`example=${encodeURIComponent(example)}`);
    if (!/\btwoslash\b/.test(info) || IMPORT.test(content) || !content.includes('from "fd-reservation'))
      return html;
    const { relativePath = "" } = env as { readonly relativePath?: string };
    const { source, typesOnly } = playableProgram(content, `the example of ${relativePath}`);
    const packed = deflateRawSync(source, { level: 9 }).toString("base64url");
    return html + link(`${typesOnly ? "types=1&amp;" : ""}src=${packed}`);
  };
  const link = (state: string): string =>
    `<p class="open-in-playground"><a href="${base}playground.html#v=2&amp;${state}">Open in the playground</a></p>\n`;
}
