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
      tutorial: "Tutorial: reserve to counterexample",
      story: "The story of the mail",
      nets: "The four nets",
      playground: "Playground",
    },
  },
  {
    text: "Guides",
    pages: {
      "guides/kernel-reviewers": "For kernel reviewers",
      "guides/rust-reviewers": "For Rust reviewers",
      "guides/library-authors": "For TypeScript library authors",
      "guides/runtimes": "For runtimes that need a table",
    },
  },
  {
    text: "Designs",
    pages: {
      designs: "The five designs",
      "per-task": "Reservations per task",
      cost: "What each design costs",
      "bring-your-own-design": "Bring your own design",
      matrix: "Which net stops which mistake",
    },
  },
  {
    text: "Tools",
    pages: {
      cli: "Command line",
      explorer: "The explorer",
      distributed: "One search on many machines",
      scale: "How far it goes",
    },
  },
  { text: "Evidence", pages: { evidence: "Evidence, and how to repeat it" } },
];

/** Folders whose pages are listed by their first heading. */
const FOLDERS: readonly { readonly text: string; readonly folder: string }[] = [
  { text: "Ownership", folder: "ownership" },
  { text: "Ownership rules", folder: "ownership/rules" },
  { text: "Bugs of the past", folder: "bugs" },
  { text: "Call sites", folder: "callsites" },
];

/** Makes the sidebar of the pages that are in `docs/` now. */
export function sidebar(): DefaultTheme.SidebarItem[] {
  const groups = GROUPS.map(({ text, pages }) => ({
    text,
    items: Object.entries(pages)
      .filter(([page]) => existsSync(path.join(docs, `${page}.md`)))
      .map(([page, name]) => item(page, name)),
  }));
  const folders = FOLDERS.map(({ text, folder }) => ({
    text,
    collapsed: true,
    items: listed(folder).map((name) => item(`${folder}/${name}`, heading(`${folder}/${name}`))),
  }));
  return [...groups, ...folders, ...reference()].filter(({ items }) => items.length > 0);
}

function item(page: string, text: string): DefaultTheme.SidebarItem & { readonly link: string } {
  return { text, link: `/${page.replace(/(^|\/)index$/, "$1")}` };
}

function listed(folder: string): string[] {
  if (!existsSync(path.join(docs, folder))) return [];
  const names = readdirSync(path.join(docs, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.replace(/\.md$/, ""));
  return names.sort((a, b) => Number(b === "index") - Number(a === "index") || (a < b ? -1 : 1));
}

function heading(page: string): string {
  const text = readFileSync(path.join(docs, `${page}.md`), "utf8");
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll("`", "") ?? page;
}

/** The reference's own list, written with it. */
function reference(): { text: string; collapsed: boolean; items: DefaultTheme.SidebarItem[] }[] {
  const file = path.join(docs, "api/typedoc-sidebar.json");
  if (!existsSync(file)) return [];
  const items = JSON.parse(readFileSync(file, "utf8")) as DefaultTheme.SidebarItem[];
  return [
    { text: "API reference", collapsed: true, items: [item("api/index", "All entry points"), ...items] },
  ];
}
