/** The sidebar: every page that there is, and none that there is not. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { DefaultTheme } from "vitepress";

const docs = fileURLToPath(new URL("..", import.meta.url));

/** Pages with their names in the sidebar, by group. What is not written yet is left out. */
const GROUPS: readonly { readonly text: string; readonly pages: Readonly<Record<string, string>> }[] = [
  {
    text: "Start",
    pages: {
      index: "What this is",
      install: "Install",
      tutorial: "Tutorial: reserve to counterexample",
      story: "Al Viro's proposal, claim by claim",
      layers: "The four layers",
      playground: "Playground",
    },
  },
  {
    text: "Guides",
    pages: {
      "guides/kernel-reviewers": "For kernel reviewers",
      "guides/c": "Kernel C",
      "guides/rust-reviewers": "For Rust reviewers",
      "guides/library-authors": "For TypeScript library authors",
      "guides/runtimes": "For runtimes that need a table",
      conformance: "Descriptor tables, beside Linux",
    },
  },
  {
    text: "Designs",
    pages: {
      designs: "The designs",
      "exit-time-install": "Five answers, side by side",
      "per-task": "Reservations per task",
      cost: "What each design costs",
      "bring-your-own-design": "Bring your own design",
      matrix: "Which layer catches it first",
    },
  },
  {
    text: "Tools",
    pages: {
      cli: "Command line",
      explorer: "The explorer",
      distributed: "One search on many machines",
      scale: "How states grow",
      compilers: "TypeScript, ESLint and Node",
      mutations: "Faults in the model",
    },
  },
  {
    text: "Reference",
    pages: {
      "bugs/index": "Bugs of the past",
      "callsites/index": "Call sites",
      "misuse/index": "Ways to hold the API wrong",
      "ownership/index": "Ownership in signatures",
      "api/index": "API",
      evidence: "Evidence",
    },
  },
];

/** A group of the pages in a folder, by their first headings. */
interface Listed {
  readonly text: string;
  readonly folder: string;
  /** Whether the folders in it are meant as well. */
  readonly isDeep?: true;
}

/** Folders with a sidebar of their own before the rest. */
const FOLDERS: Readonly<Record<string, readonly Listed[]>> = {
  "/bugs/": [{ text: "Bugs of the past", folder: "bugs" }],
  "/callsites/": [{ text: "Call sites", folder: "callsites" }],
  "/misuse/": [{ text: "Ways to hold the API wrong", folder: "misuse" }],
  "/ownership/": [
    { text: "Ownership", folder: "ownership" },
    { text: "Rules", folder: "ownership/rules" },
  ],
  "/api/": [
    { text: "API reference", folder: "api" },
    { text: "The binding", folder: "api/binding", isDeep: true },
    { text: "The kernel", folder: "api/kernel", isDeep: true },
    { text: "The table for runtimes", folder: "api/table", isDeep: true },
    { text: "C", folder: "api/c", isDeep: true },
    { text: "The designs", folder: "api/designs", isDeep: true },
    { text: "The explorer", folder: "api/explore", isDeep: true },
    { text: "Ownership", folder: "api/ownership", isDeep: true },
    { text: "The lint", folder: "api/lint", isDeep: true },
  ],
};

/** Makes the sidebars of the pages that are in `docs/` now, by the address that they stand beside. */
export function sidebar(): Record<string, DefaultTheme.SidebarItem[]> {
  const groups = GROUPS.map(({ text, pages }) => ({
    text,
    items: Object.entries(pages)
      .filter(([page]) => existsSync(path.join(docs, `${page}.md`)))
      .map(([page, name]) => item(page, name)),
  })).filter(hasPages);
  const folders = Object.entries(FOLDERS).map(([address, lists]) => {
    const own = lists.map((list) => ({
      text: list.text,
      items: listed(list).map(({ page, text: name }) => item(page, name)),
    }));
    return [address, [...own.filter(hasPages), ...groups]] as const;
  });
  return { ...Object.fromEntries(folders), "/": groups };
}

function hasPages({ items }: { readonly items: readonly unknown[] }): boolean {
  return items.length > 0;
}

function item(page: string, text: string): DefaultTheme.SidebarItem & { readonly link: string } {
  return { text, link: `/${page.replace(/(^|\/)index$/, "$1")}` };
}

/** The pages of a folder by their headings: its index first, then what has a number, the newest first. */
function listed({ folder, isDeep }: Listed): { readonly page: string; readonly text: string }[] {
  if (!existsSync(path.join(docs, folder))) return [];
  const pages = readdirSync(path.join(docs, folder), { encoding: "utf8", recursive: isDeep === true })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file.replaceAll(path.sep, "/").replace(/\.md$/, "")}`)
    .map((page) => ({ page, text: heading(page) }));
  const rank = ({ page, text }: { readonly page: string; readonly text: string }): number =>
    page === `${folder}/index` ? -1 : RANKS.findIndex((mark) => mark.test(text));
  return pages.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (rank(a) < RANKS.length - 1 ? -1 : 1) * a.text.localeCompare(b.text, "en", { numeric: true }),
  );
}

/** In this order: bugs by their CVE, bugs by the release with their fix, and all others. */
const RANKS = [/^CVE-\d/, /^Linux \d/, /(?:)/];

function heading(page: string): string {
  const text = readFileSync(path.join(docs, `${page}.md`), "utf8");
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll("`", "") ?? page;
}
