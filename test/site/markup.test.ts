/** The files of the built site: valid markup, no dead link, and sizes within their budgets. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { LinkChecker, LinkState } from "linkinator";
import { describe, expect, test } from "vitest";
import type { DefaultTheme } from "vitepress";
import type { PlayExample } from "../../scripts/site/examples.js";
import { decodeState } from "../../docs/.vitepress/play/state.js";
import { HANGS } from "./chromium.js";
import { allPages, playgroundLinks } from "./pages.js";
import { folder, site, sources } from "./served-site.js";

/** Rules about taste that the generator's markup does not share; what is invalid or inaccessible stays an error. */
const taste = {
  "doctype-style": "off",
  "no-inline-style": "off", // the highlighter's two colours a token
  "no-raw-characters": "off",
  "no-trailing-whitespace": "off",
  "void-style": "off",
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "long-title": "off",
  "require-sri": "off", // every file is the site's own
} as const;

test("every page is valid HTML", async () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ["html-validate:standard"],
    elements: ["html5", { "step-viewer": { flow: true, phrasing: false } }],
    rules: taste,
  });
  const found: string[] = [];
  for (const page of allPages(folder)) {
    // The validator knows one word in rel, the standard allows several.
    const text = readFileSync(path.join(folder, page), "utf8").replaceAll(
      '"preload stylesheet"',
      '"preload"',
    );
    const { results } = await validator.validateString(text, page);
    for (const { ruleId, message, line, column } of results.flatMap(({ messages }) => messages)) {
      found.push(`${page}:${line}:${column} ${ruleId}: ${message}`);
    }
  }
  expect(found).toEqual([]);
});

test("no link of the site is dead, nor one to a heading", async () => {
  const { links } = await new LinkChecker().check({
    path: site,
    recurse: true,
    checkFragments: true,
    timeout: HANGS,
    // Other hosts are not asked: tests do not depend on the network.
    linksToSkip: (link) => Promise.resolve(!link.startsWith(site)),
  });
  const dead = links.filter(
    // What stands behind the # of the playground is no heading; the test below reads it.
    ({ state, url }) => state === LinkState.BROKEN && !url.startsWith(`${site}playground.html#v=2&`),
  );
  expect(dead.map(({ url, parent, status }) => `${parent}: ${url}: ${status}`)).toEqual([]);
  // Every page is reached by links.
  const reached = new Set(links.map(({ url }) => url.replace(/[?#].*$/, "").replace(/\/$/, "/index.html")));
  const lonely = allPages(folder).filter((page) => page !== "404.html" && !reached.has(site + page));
  expect(lonely).toEqual([]);
});

test("every page has its place in a sidebar, and every place its page", async () => {
  const { sidebar } = (await import(
    path.join(sources, "docs/.vitepress/sidebar.ts")
  )) as typeof import("../../docs/.vitepress/sidebar.js");
  const places = new Set<string>();
  const collect = (items: readonly DefaultTheme.SidebarItem[]): void => {
    for (const { link, items: below = [] } of items) {
      if (link !== undefined) places.add(`${link.slice(1).replace(/(^|\/)$/, "$1index")}.html`);
      collect(below);
    }
  };
  Object.values(sidebar()).forEach(collect);
  expect([...places].sort()).toEqual(allPages(folder).filter((page) => page !== "404.html"));
});

test("every link into the playground carries a program or names an example", async () => {
  const examples = new Set(
    (JSON.parse(readFileSync(path.join(folder, "play/examples.json"), "utf8")) as PlayExample[]).flatMap(
      ({ variants }) => variants.map(({ name }) => name),
    ),
  );
  const links = playgroundLinks(folder);
  expect(links.size).toBeGreaterThan(200);
  for (const [link, page] of links) {
    const { source, example } = await decodeState(link);
    expect(source !== undefined || examples.has(example ?? ""), `${page}: ${link}`).toBe(true);
  }
});

describe("sizes, compressed with gzip", () => {
  const packed = (file: string): number =>
    gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length;

  /** What a page loads before anybody touches it, by what its markup names; scripts import each other. */
  function scriptsOf(page: string): string[] {
    const files = new Set<string>();
    const add = (file: string): void => {
      if (files.has(file)) return;
      files.add(file);
      const text = readFileSync(path.join(folder, file), "utf8");
      // Static imports: `from"./x.js"` and `import"./x.js"`, not `import("./x.js")`.
      for (const [, next = ""] of text.matchAll(/(?:from|import)"(\.[^"]+\.js)"/g)) {
        add(path.posix.join(path.posix.dirname(file), next));
      }
    };
    const html = readFileSync(path.join(folder, page), "utf8");
    for (const [, file = ""] of html.matchAll(/(?:src|href)="([^"]+\.js)"/g))
      add(path.posix.join(path.posix.dirname(page), file));
    return [...files];
  }

  test("a page of the documentation loads less than 90 kB of JavaScript", () => {
    const heavy: string[] = [];
    for (const page of allPages(folder)) {
      const scripts = scriptsOf(page);
      expect(scripts.length, page).toBeGreaterThan(1);
      const size = scripts.reduce((sum, file) => sum + packed(file), 0);
      if (size >= 90_000) heavy.push(`${page}: ${size} bytes`);
    }
    expect(heavy).toEqual([]);
  });
});
