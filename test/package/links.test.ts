/** The pages in the tarball can be read there: what they link to is in it, and nothing waits for the site to fill it in. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./pack.js";
import { packBuilt } from "./packed.js";

const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-links-"));
const { files } = packBuilt(folder);
rmSync(folder, { recursive: true });
const pages = files.filter((file) => file.endsWith(".md"));

/** Pages that the site alone has: it makes them, or fills in their numbers and runs. */
const ON_THE_SITE =
  /^docs\/(?:(?:bugs|callsites)\/[\w-]*|(?:evidence|playground|story|layers|guides\/kernel-reviewers)(?:\.md)?)$/;

/** Folders that the repository alone has, where their files are read. */
const IN_THE_REPOSITORY = /^(?:examples|docs\/data)\//;

/** What a page links to, from the root of the package; code is left out, other hosts and the page itself are, too. */
function linksOf(page: string): string[] {
  const prose = readFileSync(path.join(root, page), "utf8")
    .replace(/^```.*?^```$/gms, "")
    .replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(([, link = ""]) => {
    const target = path.posix.join(path.posix.dirname(page), link.replace(/#.*/, ""));
    return link.startsWith("/") ? link : target.replace(/(?<=^docs\/(?:bugs|callsites))$/, "/");
  });
}

test("the README links to what the tarball has", () => {
  const links = linksOf("README.md");
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !files.includes(link))).toEqual([]);
});

test.each(pages)("%s", (page) => {
  const links = linksOf(page);
  const isThere = (link: string): boolean =>
    files.includes(link) ||
    ON_THE_SITE.test(link) ||
    (IN_THE_REPOSITORY.test(link) && existsSync(path.join(root, link)));
  expect(links.filter((link) => !isThere(link))).toEqual([]);
  expect(readFileSync(path.join(root, page), "utf8")).not.toMatch(/\[\[[\w.]+\]\]|^<<< |^<[A-Z]\w+/m);
});
