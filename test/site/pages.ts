/** The pages of a built site, and for the costly checks a choice that has each kind of page in it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Every page, as the address below the site's home: `tutorial.html`. */
export function allPages(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll(path.sep, "/"))
      // The playground's frame is a part of its page.
      .filter((file) => file.endsWith(".html") && !file.startsWith("play/"))
      .sort()
  );
}

/** All pages of the first level; of each folder the shortest and the longest, for they are generated alike. */
export function pagesOfEachKind(folder: string): string[] {
  const kinds = new Map<string, string[]>();
  for (const page of allPages(folder)) {
    const kind = path.posix.dirname(page);
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  return [...kinds].flatMap(([kind, pages]) => {
    if (kind === ".") return pages;
    const bySize = pages.sort((a, b) => size(folder, a) - size(folder, b));
    return [...new Set([bySize[0], bySize.at(-1)])].filter((page) => page !== undefined);
  });
}

function size(folder: string, page: string): number {
  return statSync(path.join(folder, page)).size;
}

/** The links into the playground, each once, by the page that has it first: `#v=2&...`. */
export function playgroundLinks(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const page of allPages(folder)) {
    const html = readFileSync(path.join(folder, page), "utf8");
    for (const [, hash = ""] of html.matchAll(/playground\.html#([^"]+)"/g)) {
      const link = `#${hash.replaceAll("&amp;", "&")}`;
      if (!found.has(link)) found.set(link, page);
    }
  }
  return found;
}
