/** Puts below a block of code the link that opens it in the playground. */
import { deflateRawSync } from "node:zlib";
import type { MarkdownRenderer } from "vitepress";
import { readAnnouncements } from "./checked-code.js";

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
    return html + link(`src=${deflateRawSync(program(content), { level: 9 }).toString("base64url")}`);
  };
  const link = (state: string): string =>
    `<p class="open-in-playground"><a href="${base}playground.html#v=1&amp;${state}">Open in the playground</a></p>\n`;
}

/** The block as a program: without what only the page's compiler reads. */
function program(block: string): string {
  return readAnnouncements(block)
    .code.split("\n")
    .filter((line) => !/^\s*\/\/(?: ---cut|\s+\^\?| @)/.test(line))
    .join("\n");
}
