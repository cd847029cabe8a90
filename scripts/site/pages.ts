/** Writes a page for each bug and each call site: its code in every design, the matrix, and a run of today. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { isScenario, measureCost, type Scenario } from "fd-reservation/explore";
import { FACTS, type Commit, type Facts, type None, type NotVerified } from "../../examples/bugs/facts.js";
import { markdownTable } from "../../src/cli/internal.js";
import { measureCleanUp, type Cell, type Matrix } from "../../src/matrix/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The designs in the order of the pages: the heading, and what a panel of the viewer calls it. */
const DESIGNS = {
  raw: { heading: "Numbers and pointers", panel: "Numbers and pointers: mainline" },
  fixed: { heading: "Numbers and pointers, fixed", panel: "Fixed: mainline" },
  guard: { heading: "Scope-based clean-up", panel: "Scope-based clean-up: mainline" },
  prepare: { heading: "FD_PREPARE", panel: "FD_PREPARE: mainline" },
  token: { heading: "Reservation token", panel: "Reservation token: mainline" },
  transaction: { heading: "Transaction", panel: "Transaction: one commit on return" },
  slots: { heading: "Slots", panel: "Slots: one commit on return" },
  "ignore-fault": {
    heading: "Install, and ignore the fault",
    panel: "Install, and ignore the fault: mainline",
  },
} as const;
type Design = keyof typeof DESIGNS;

/** How many designs there are: what a bug was fixed to is none. */
const DESIGN_COUNT = Object.keys(DESIGNS).filter((design) => design !== "fixed").length;

/** What a page calls the layers of the matrix. */
const LAYERS: Readonly<Record<Cell["layer"], string>> = {
  "cannot be written": "cannot be written",
  harmless: "does no harm",
  types: "types",
  lint: "ownership lint",
  guard: "run-time guard",
  explorer: "explorer",
  none: "nothing",
};

/** One design of an example. */
interface Variant {
  readonly design: Design;
  /** The example's name in the playground: `bugs/dma-heap/raw`. */
  readonly example: string;
  /** Its opening comment, as prose. */
  readonly comment: string;
  /** The text below it. */
  readonly code: string;
  /** Undefined where the design cannot express the call; the comment says why. */
  readonly scenario: Scenario | undefined;
}

/** Writes `docs/bugs/` and `docs/callsites/`; gives how many pages. */
export async function writePages(): Promise<number> {
  const pages = await renderPages();
  for (const group of ["bugs", "callsites"]) {
    rmSync(path.join(root, "docs", group), { recursive: true, force: true });
    mkdirSync(path.join(root, "docs", group), { recursive: true });
  }
  for (const [name, text] of pages) writeFileSync(path.join(root, "docs", `${name}.md`), text);
  return pages.size;
}

/** The pages' texts by their names: `bugs/dma-heap`. */
export async function renderPages(): Promise<ReadonlyMap<string, string>> {
  const matrix = JSON.parse(readFileSync(path.join(root, "docs/matrix.json"), "utf8")) as Matrix;
  const pages = new Map<string, string>();
  const stops: string[][] = [];
  const records: string[][] = [];
  for (const { name, variants } of await examplesOf("bugs")) {
    const title = titleOf(name);
    const cells = matrix.rows.find((row) => row.group === "bugs" && row.name === name)?.cells;
    if (cells === undefined) throw new Error(`docs/matrix.json has no row ${name}: npm run record -- matrix`);
    const facts = FACTS[name];
    if (facts === undefined) throw new Error(`examples/bugs/facts.ts has no row ${name}`);
    pages.set(`bugs/${name}`, bugPage(name, title, facts, variants, cells));
    const layers = matrix.designs.map((design) => cells[design]?.layer ?? "–");
    stops.push([`**[${name}](./${name})** ${prose(title)}`, ...layers]);
    records.push([`[${name}](./${name})`, ...recordCells(facts, true)]);
  }
  pages.set(
    "bugs/index",
    page("Bugs of the past", "Bugs of the past", [
      BUGS,
      markdownTable([["bug", ...matrix.designs], ...stops]).join("\n"),
      "## The public record {#record}",
      RECORD,
      markdownTable([["bug", ...RECORD_HEAD], ...records]).join("\n"),
    ]),
  );
  const callSites: string[][] = [];
  for (const { name, variants } of await examplesOf("callsites")) {
    pages.set(`callsites/${name}`, callSitePage(name, variants));
    callSites.push([`[${name}](./${name})`, prose(firstSentence(lead(name, variants)))]);
  }
  pages.set(
    "callsites/index",
    page("Call sites of the kernel", "Call sites of the kernel", [
      CALL_SITES,
      markdownTable([["call site", "what it does"], ...callSites]).join("\n"),
    ]),
  );
  return pages;
}

const BUGS = `Each bug was in a kernel, in a development tree or in a patch under review. Each is written in ${DESIGN_COUNT} designs,
with the same mistake where the design can express it, and is run through every injected failure and every
interleaving. A cell names the layer that catches the mistake first; see [the four layers](../layers) and
[the whole matrix](../matrix).`;

const RECORD = `Commits, releases and CVE numbers, each with the place where it was read. "Not verified" means that the fact was
looked for and not found; the bug's page says what was searched.`;

const CALL_SITES = `Places in the kernel that reserve a descriptor, written correctly in every design that can express them.
Each holds in every run. Where one does not, its page says so and shows why.`;

async function examplesOf(
  group: string,
): Promise<{ readonly name: string; readonly variants: readonly Variant[] }[]> {
  const entries = readdirSync(path.join(root, "examples", group), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).sort(byName);
  return Promise.all(folders.map(async ({ name }) => ({ name, variants: await variantsOf(group, name) })));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

async function variantsOf(group: string, name: string): Promise<Variant[]> {
  const folder = path.join(root, "examples", group, name);
  const variants: Variant[] = [];
  for (const design of Object.keys(DESIGNS) as Design[]) {
    if (!readdirSync(folder).includes(`${design}.ts`)) continue;
    const file = path.join(folder, `${design}.ts`);
    const exports = (await import(file)) as Record<string, unknown>;
    const scenario = Object.values(exports).find(isScenario);
    const [, comment = "", code = ""] = /^\/\*\*([^]*?)\*\/\n([^]*)$/.exec(readFileSync(file, "utf8")) ?? [];
    const words = comment.replace(/^[ \t]*\*[ \t]?/gm, "").trim();
    variants.push({ design, example: `${group}/${name}/${design}`, comment: words, code, scenario });
  }
  return variants;
}

/** What a bug is: the opening comment of its scenario. */
function titleOf(name: string): string {
  const text = readFileSync(path.join(root, "examples/bugs", name, "scenario.ts"), "utf8");
  const title = /^\/\*\*([^]*?)\*\//
    .exec(text)?.[1]
    ?.replace(/\s*\n \* ?/g, " ")
    .trim();
  if (title === undefined) throw new Error(`examples/bugs/${name}/scenario.ts opens with no comment`);
  return title;
}

function bugPage(
  name: string,
  title: string,
  facts: Facts,
  variants: readonly Variant[],
  cells: Readonly<Record<string, Cell>>,
): string {
  const rows = Object.entries(cells).map(([design, { layer, types, lint, run }]) => [
    `[${DESIGNS[design as Design].heading}](#${design})`,
    `**${LAYERS[layer]}**`,
    [types, lint, run && `${run.message}${run.always ? " (in every run)" : ""}`]
      .filter((words) => words !== undefined)
      .map((words) => prose(words))
      .join("<br>") || "every run holds",
  ]);
  return page(name, name, [
    prose(title),
    `**Family:** ${prose(facts.family)}.`,
    "## The public record {#record}",
    recordTable(facts),
    ...(facts.note === undefined ? [] : [links(prose(facts.note))]),
    "## What catches it",
    "What each layer reports, the earliest first.",
    markdownTable([["design", "caught by", "report"], ...rows]).join("\n"),
    "## The run",
    runBlock(`${name}: ${title}`, variants),
    "## The code",
    ...variants.flatMap((variant) => codeSection(variant, "bugs")),
    repeat(`examples/bugs/${name}/*.ts`),
  ]);
}

const RECORD_HEAD = ["brought by", "fixed by", "release with the fix", "CVE", "read in"] as const;

function recordTable(facts: Facts): string {
  const cells = recordCells(facts, false);
  return markdownTable([
    ["fact", "record"],
    ["where", prose(facts.where)],
    ["reached", facts.reached],
    ...RECORD_HEAD.map((head, index) => [head, cells[index] ?? ""]),
  ]).join("\n");
}

/** The facts below `RECORD_HEAD`; `isBrief` leaves out subjects and reasons. */
function recordCells({ brought, fixed, release, cve, read }: Facts, isBrief: boolean): readonly string[] {
  return [
    "id" in brought ? commitCell(brought, isBrief) : absence(brought, isBrief),
    "id" in fixed ? commitCell(fixed, isBrief) : absence(fixed, isBrief),
    typeof release === "string" ? release : absence(release, isBrief),
    "none" in cve || "notVerified" in cve ? absence(cve, isBrief) : links(cve.join(", ")),
    read.map(({ what, url }) => `[${prose(what)}](${url})`).join("<br>"),
  ];
}

function commitCell({ id, kind, subject, isInNext }: Commit, isBrief: boolean): string {
  const what = isInNext === true ? `${id} (${kind}, in linux-next)` : `${links(id)} (${kind})`;
  return isBrief || subject === undefined ? what : `${what} ${prose(subject)}`;
}

function absence(reason: None | NotVerified, isBrief: boolean): string {
  const [word, why] = "none" in reason ? ["none", reason.none] : ["not verified", reason.notVerified];
  return isBrief ? word : `${word}: ${links(prose(why))}`;
}

function callSitePage(name: string, variants: readonly Variant[]): string {
  const rows = variants.map(({ design, code: text, scenario }) => {
    const heading = `[${DESIGNS[design].heading}](#${design})`;
    const cleanUp = measureCleanUp(ts, `${design}.ts`, text);
    const [cost] = scenario === undefined ? [] : measureCost(scenario);
    if (cleanUp === undefined || cost === undefined)
      return [heading, "cannot express it", "", "", "", "", "", ""];
    const { loads, stores, atomics, locks } = cost.success;
    const { lines, cleanUpStatements, exits } = cleanUp;
    return [heading, lines, cleanUpStatements, exits, loads, stores, atomics, locks];
  });
  const head = [
    "design",
    "lines",
    "clean-up statements",
    "early exits",
    "loads",
    "stores",
    "atomics",
    "locks",
  ];
  return page(name, name, [
    prose(lead(name, variants)),
    "## What it takes",
    "Lines and exits are counted in the sources, memory accesses in the run that succeeds.",
    markdownTable([head, ...rows]).join("\n"),
    "## A run",
    "The last step that can fail fails: on the left with numbers and pointers, on the right as a transaction.",
    runBlock(name, variants),
    "## The code",
    ...variants.flatMap((variant) => codeSection(variant, "callsites")),
    repeat(`examples/callsites/${name}/*.ts`, `npx fd-reservation cost 'examples/callsites/${name}/*.ts'`),
  ]);
}

/** Mainline beside the transaction. */
function runBlock(title: string, variants: readonly Variant[]): string {
  const shown = variants.filter(({ design }) => design === "raw" || design === "transaction");
  const lines = shown.map(({ example, design }) => `${example} default ${DESIGNS[design].panel}`);
  return ["```run", title, ...lines, "```"].join("\n");
}

function codeSection({ design, comment, code: text, example, scenario }: Variant, group: string): string[] {
  // What the page has said already.
  const isKnown = comment.endsWith("see scenario.ts.") || (group === "callsites" && design === "raw");
  return [
    `### ${DESIGNS[design].heading} {#${design}}`,
    ...(isKnown ? [] : [prose(comment)]),
    `\`\`\`ts${scenario === undefined ? "" : ` example=${example}`}\n${text.trim()}\n\`\`\``,
  ];
}

function repeat(glob: string, ...more: readonly string[]): string {
  return ["## Repeat it", "", "```sh", `npx fd-reservation check --traces '${glob}'`, ...more, "```"].join(
    "\n",
  );
}

function page(title: string, heading: string, blocks: readonly string[]): string {
  return `---\ntitle: ${JSON.stringify(title)}\n---\n\n# ${heading}\n\n${blocks.join("\n\n")}\n`;
}

/** Words that stand in a source as words, not as markup. */
function prose(words: string): string {
  return words
    .replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"))
    .replaceAll("|", "\\|")
    .replaceAll("{{", "&#123;&#123;");
}

/** What the first design's comment says, without the call's name before it. */
function lead(name: string, variants: readonly Variant[]): string {
  const words = variants[0]?.comment ?? "";
  const text = words.startsWith(`${name}: `) ? words.slice(name.length + 2) : words;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function firstSentence(words: string): string {
  return words.replace(/\s+/g, " ").replace(/([.:;])\s[^]*$/, ".");
}

/** Commits and CVE numbers lead to where they are published. */
function links(words: string): string {
  return words
    .replace(/CVE-\d{4}-\d+/g, "[$&](https://www.cve.org/CVERecord?id=$&)")
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,40}\b/g, "[$&](https://git.kernel.org/torvalds/c/$&)");
}
