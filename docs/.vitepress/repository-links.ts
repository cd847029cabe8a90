/**
 * A page's link to a part of the repository that the site shows leads to the site's page of it. So the same link works
 * where a code host shows the page, and there is no file of the page.
 */
import path from "node:path";
import type { MarkdownRenderer } from "vitepress";

/** Parts of the repository, and the pages that scripts/site makes of them. */
const PAGES: readonly (readonly [part: RegExp, page: string])[] = [
  [/^examples\/(bugs|callsites|misuse)\/$/, "/$1/"],
  [/^examples\/(bugs|callsites|misuse)\/([\w-]+)\/$/, "/$1/$2.md"],
  [/^docs\/data\/$/, "/evidence.md"],
  [/^etc\/$/, "/api/"],
];

export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.push("repository-links", ({ tokens, env }) => {
    const { relativePath = "" } = env as { relativePath?: string };
    const folder = path.posix.join("docs", path.posix.dirname(relativePath));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const [address = "", hash] = (token.attrGet("href") ?? "").split("#");
      if (!address.startsWith(".")) continue;
      const part = path.posix.join(folder, address);
      const found = PAGES.find(([pattern]) => pattern.test(part));
      if (found !== undefined)
        token.attrSet("href", part.replace(...found) + (hash === undefined ? "" : `#${hash}`));
    }
  });
}
