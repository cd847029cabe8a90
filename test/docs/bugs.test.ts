/** Each bug has a row of facts, each row a bug, and the pages show what the rows say. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FACTS, HANDSHAKE_CONVERSION, type Commit, type Facts } from "../../examples/bugs/facts.js";
import { renderPages } from "../../scripts/site/pages/write.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = await renderPages();
const rows = Object.entries(FACTS);
/** With the one that has no folder, and so no page. */
const all = [...rows, ["net/handshake", HANDSHAKE_CONVERSION] as const];

/** A cell as the page has it: without links, and what markup spells otherwise. */
function plain(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
}

/** The cell beside a word in the table of a bug's record. */
function cellOf(name: string, head: string): string {
  const line = pageOf(`bugs/${name}`)
    .split("\n")
    .find((candidate) => candidate.startsWith(`| ${head} |`));
  expect(line, `${name} shows no ${head}`).toBeDefined();
  return plain((line ?? "").slice(`| ${head} |`.length, -1)).trim();
}

function pageOf(name: string): string {
  const text = pages.get(name);
  if (text === undefined) return expect.unreachable(`there is no page ${name}`);
  return text;
}

function commits({ brought, fixed }: Facts): Commit[] {
  return [brought, fixed].filter((fact) => "id" in fact);
}

/** Why there is no fact, of every fact that is not there. */
function reasons({ brought, fixed, release, cve }: Facts): string[] {
  return [brought, fixed, release, cve]
    .map((fact) => {
      if (typeof fact === "string") return undefined;
      if ("none" in fact) return fact.none;
      return "notVerified" in fact ? fact.notVerified : undefined;
    })
    .filter((reason) => reason !== undefined);
}

test("every folder has a row, and every row a folder", () => {
  const entries = readdirSync(path.join(root, "examples/bugs"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(Object.keys(FACTS).sort()).toEqual(folders.sort());
});

test.each(all)("%s: ids have twelve digits, and what is absent says why", (_name, facts) => {
  expect(facts.where).toMatch(/^[^,]+, \w+(\/\w)?/);
  expect(facts.family).toMatch(/^[a-z]/);
  for (const { id } of commits(facts)) expect(id).toMatch(/^[0-9a-f]{12}$/);
  for (const reason of reasons(facts)) expect(reason).toMatch(/\w+ \w+/);
  if (typeof facts.release === "string") expect(facts.release).toMatch(/^\d+\.\d+$/);
  if (Array.isArray(facts.cve)) {
    expect(facts.cve).not.toEqual([]);
    for (const number of facts.cve) expect(number).toMatch(/^CVE-\d{4}-\d{4,}$/);
  }
  expect(facts.read).not.toEqual([]);
  for (const { what, url } of facts.read) {
    expect(what).not.toBe("");
    expect(new URL(url).protocol).toBe("https:");
  }
});

test("no commit is named twice: the one that brought a bug is not the one that fixed it", () => {
  const ids = all.flatMap(([, facts]) => commits(facts).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(all)("%s: brought and fixed are of the kinds that bring and fix", (_name, { brought, fixed }) => {
  // A fix can bring the next bug; a conversion and a revert go one way.
  if ("id" in brought) expect(["change", "conversion", "fix"]).toContain(brought.kind);
  if ("id" in fixed) expect(["change", "fix", "revert"]).toContain(fixed.kind);
});

test.each(all)("%s: a bug that no release had has no CVE", (_name, { reached, cve }) => {
  if (reached !== "a release") expect(Array.isArray(cve)).toBe(false);
});

test.each(rows)("%s: its page shows the row", (name, facts) => {
  const { brought, fixed, release, cve } = facts;
  expect(cellOf(name, "where")).toBe(facts.where);
  expect(cellOf(name, "reached")).toBe(facts.reached);
  for (const [head, fact] of [
    ["brought by", brought],
    ["fixed by", fixed],
  ] as const) {
    const cell = cellOf(name, head);
    if ("id" in fact) {
      expect(cell).toMatch(new RegExp(`^${fact.id} \\(${fact.kind}\\b`));
      expect(cell).toContain(fact.subject ?? "");
    } else {
      expect(cell).toMatch("none" in fact ? /^none: / : /^not verified: /);
    }
  }
  const releaseCell = cellOf(name, "release with the fix");
  if (typeof release === "string") expect(releaseCell).toBe(release);
  const cveCell = cellOf(name, "CVE");
  if (Array.isArray(cve)) expect(cveCell).toBe(cve.join(", "));
  for (const reason of reasons(facts)) expect(plain(pageOf(`bugs/${name}`))).toContain(reason);
  for (const { url } of facts.read) expect(pageOf(`bugs/${name}`)).toContain(`](${url})`);
  if (facts.note !== undefined) expect(plain(pageOf(`bugs/${name}`))).toContain(facts.note);
});

test.each(rows)("%s: a commit of mainline is linked, one of linux-next is not", (name, facts) => {
  for (const { id, isInNext } of commits(facts)) {
    const link = `[${id}](https://git.kernel.org/torvalds/c/${id})`;
    expect(pageOf(`bugs/${name}`).includes(link)).toBe(isInNext !== true);
  }
});

test.each(rows)("%s: the table of all bugs has its row", (name, facts) => {
  const line = pageOf("bugs/index")
    .split("\n")
    .find((candidate) => candidate.startsWith(`| [${name}](./${name}.md) |`));
  const cells = plain(line ?? "")
    .split("|")
    .map((cell) => cell.trim());
  const [, , brought, fixed, release, cve] = cells;
  const cellFor = (fact: Facts["brought"]): string => {
    if ("id" in fact) return `${fact.id} (${fact.kind}${fact.isInNext === true ? ", in linux-next" : ""})`;
    return "none" in fact ? "none" : "not verified";
  };
  expect([brought, fixed]).toEqual([cellFor(facts.brought), cellFor(facts.fixed)]);
  if (typeof facts.release === "string") expect(release).toBe(facts.release);
  if (Array.isArray(facts.cve)) expect(cve).toBe(facts.cve.join(", "));
});
