/** Writes a page for each bug and each call site: its code in every design, the matrix, and a run of today. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isScenario, measureCost, type Scenario } from "fd-reservation/explore";
import { markdownTable } from "../../src/cli/internal.js";
import { measureCleanUp, type Cell, type Matrix } from "../../src/matrix/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The designs in the order of the pages: the heading, and what a panel of the viewer calls it. */
const DESIGNS = {
  raw: { heading: "Numbers and pointers", panel: "Numbers and pointers: mainline" },
  fixed: { heading: "Numbers and pointers, mended", panel: "Mended: mainline" },
  guard: { heading: "Scope-based clean-up", panel: "Scope-based clean-up: mainline" },
  prepare: { heading: "FD_PREPARE", panel: "FD_PREPARE: mainline" },
  token: { heading: "Reservation token", panel: "Reservation token: mainline" },
  transaction: { heading: "Transaction", panel: "Transaction: one commit on return" },
} as const;
type Design = keyof typeof DESIGNS;

const NETS: Readonly<Record<Cell["net"], string>> = {
  "cannot be written": "cannot be written",
  harmless: "does no harm",
  types: "types",
  lint: "ownership rules",
  guard: "run-time guard",
  explorer: "explorer",
  none: "nothing",
};

/** What `scenario.ts` of a bug says of it. */
interface About {
  readonly title: string;
  readonly source: string;
  readonly family: string;
}

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

/** A page, and its row in the table of its group. */
interface Written<Row> {
  readonly text: string;
  readonly row: Row;
}

/** Writes `docs/bugs/` and `docs/callsites/`; gives how many pages. */
export async function writePages(): Promise<number> {
  const matrix = JSON.parse(readFileSync(path.join(root, "docs/matrix.json"), "utf8")) as Matrix;
  const bugs = await writeGroup("bugs", async (name, variants) => {
    const { about } = (await import(path.join(root, "examples/bugs", name, "scenario.ts"))) as {
      about: About;
    };
    const cells = matrix.rows.find((row) => row.group === "bugs" && row.name === name)?.cells;
    if (cells === undefined) throw new Error(`docs/matrix.json has no row ${name}: npm run matrix:record`);
    return { text: bugPage(name, about, variants, cells), row: { about, cells } };
  });
  index("bugs", "Bugs of the past", BUGS, [
    ["bug", ...matrix.designs],
    ...bugs.map(({ name, row: { about, cells } }) => [
      `**[${name}](./${name})** ${prose(about.title)}`,
      ...matrix.designs.map((design) => cells[design]?.net ?? "–"),
    ]),
  ]);
  const callSites = await writeGroup("callsites", (name, variants) => ({
    text: callSitePage(name, variants),
    row: firstSentence(lead(name, variants)),
  }));
  index("callsites", "Call sites of the kernel", CALL_SITES, [
    ["call site", "what it does"],
    ...callSites.map(({ name, row }) => [`[${name}](./${name})`, prose(row)]),
  ]);
  return bugs.length + callSites.length + 2;
}

const BUGS = `Each of these was in a kernel. Each is written in five designs, with the same mistake as far as a design has a form
of it, and run through every failure and every interleaving. A cell names the earliest net that stops the mistake; see
[the four nets](../nets) and [the whole matrix](../matrix).`;

const CALL_SITES = `Places in the kernel that reserve a descriptor, as they are right, in every design that can express them.
Each holds in every run; where one does not, its page says so and shows why.`;

async function writeGroup<Row>(
  group: string,
  write: (name: string, variants: readonly Variant[]) => Written<Row> | Promise<Written<Row>>,
): Promise<{ readonly name: string; readonly row: Row }[]> {
  const out = path.join(root, "docs", group);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const rows = [];
  const folders = readdirSync(path.join(root, "examples", group), { withFileTypes: true });
  for (const { name } of folders.filter((entry) => entry.isDirectory()).sort(byName)) {
    const { text, row } = await write(name, await variantsOf(group, name));
    writeFileSync(path.join(out, `${name}.md`), text);
    rows.push({ name, row });
  }
  return rows;
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

function bugPage(
  name: string,
  { title, source, family }: About,
  variants: readonly Variant[],
  cells: Readonly<Record<string, Cell>>,
): string {
  const rows = Object.entries(cells).map(([design, { net, types, lint, run }]) => [
    `[${DESIGNS[design as Design].heading}](#${design})`,
    `**${NETS[net]}**`,
    [types, lint, run && `${run.message}${run.always ? " (in every run)" : ""}`]
      .filter((words) => words !== undefined)
      .map((words) => prose(words))
      .join("<br>") || "every run holds",
  ]);
  return page(name, name, [
    prose(title),
    `**Where:** ${links(prose(source))}. **Family:** ${prose(family)}.`,
    "## What stops it",
    "What each net says of the mistake, the earliest first.",
    markdownTable([["design", "stopped by", "in words"], ...rows]).join("\n"),
    "## The run",
    runBlock(`${name}: ${title}`, variants),
    "## The code",
    ...variants.flatMap((variant) => codeSection(variant, "bugs")),
    repeat(`examples/bugs/${name}/*.ts`),
  ]);
}

function callSitePage(name: string, variants: readonly Variant[]): string {
  const rows = variants.map(({ design, code: text, scenario }) => {
    const heading = `[${DESIGNS[design].heading}](#${design})`;
    const cleanUp = measureCleanUp(`${design}.ts`, text);
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
    "The run in which the last thing that can fail does, as numbers and pointers and as a transaction.",
    runBlock(name, variants),
    "## The code",
    ...variants.flatMap((variant) => codeSection(variant, "callsites")),
    repeat(`examples/callsites/${name}/*.ts`, `npx fd-reservation cost 'examples/callsites/${name}/*.ts'`),
  ]);
}

/** The design of the kernel as it is, beside that of the mail. */
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

function index(group: string, title: string, words: string, rows: readonly (readonly string[])[]): void {
  const text = page(title, title, [words, markdownTable(rows).join("\n")]);
  writeFileSync(path.join(root, "docs", group, "index.md"), text);
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
