/** The pages of the bugs of the past: one a bug, and the list of all with their public record. */
import {
  bugHeadline,
  FACTS,
  type Commit,
  type Facts,
  type None,
  type NotVerified,
} from "../../../examples/bugs/facts.js";
import { markdownTable } from "../../../src/cli/internal.js";
import type { Matrix, Row } from "../../../src/matrix/index.js";
import { type Design, DESIGNS, type Example, refersToScenario, titleOf, type Variant } from "./designs.js";
import { cellsOf, layerName, layerSection, layersTable } from "./layers.js";
import { links, page, prose, repeat, runsSideBySide } from "./markdown.js";

/** The pages by their names. */
export function bugPages(examples: readonly Example[], matrix: Matrix): Map<string, string> {
  const pages = new Map<string, string>();
  const stops: string[][] = [];
  const records: string[][] = [];
  for (const { name, variants } of examples) {
    const cells = cellsOf(matrix, "bugs", name);
    const facts = FACTS[name];
    if (facts === undefined) throw new Error(`examples/bugs/facts.ts has no row ${name}`);
    pages.set(`bugs/${name}`, bugPage(name, facts, variants, cells));
    const layers = matrix.designs.map((design) => {
      const layer = cells[design]?.layer;
      return layer === undefined ? "–" : layerName(layer);
    });
    stops.push([`**[${prose(bugHeadline(facts))}](./${name}.md)** (${name})`, ...layers]);
    records.push([`[${name}](./${name}.md)`, ...recordCells(facts, true)]);
  }
  pages.set(
    "bugs/index",
    page("Bugs of the past", "Bugs of the past", [
      BUGS,
      markdownTable([
        ["bug", ...matrix.designs.map((design) => DESIGNS[design as Design].heading)],
        ...stops,
      ]).join("\n"),
      "## The public record {#record}",
      RECORD,
      markdownTable([["bug", ...RECORD_HEAD], ...records]).join("\n"),
    ]),
  );
  return pages;
}

const BUGS = `Each bug was in a kernel, in a development tree or in a patch under review. Each is written in every design,
with the same mistake where the design can express it, and is run through every injected failure and every
interleaving. A cell names the layer that catches the mistake first; see [the four layers](../layers.md) and
[the whole matrix](../matrix.md).`;

const RECORD = `Commits, releases and CVE numbers, each with the place where it was read. "Not verified" means that the fact was
looked for and not found; the bug's page says what was searched.`;

/** Why it is wrong what every error path should do elsewhere, by family: the first sentence of a page. */
const WHY: Readonly<Record<string, string>> = {
  "undone after install":
    "What is installed is public, and another task can use it at once: the error path must not take it back.",
};

function bugPage(name: string, facts: Facts, variants: readonly Variant[], cells: Row["cells"]): string {
  const title = titleOf("bugs", name);
  const headline = bugHeadline(facts);
  return page(
    headline,
    prose(headline),
    [
      prose([WHY[facts.family], title].filter((sentence) => sentence !== undefined).join(" ")),
      `**Example:** \`${name}\`. **Family:** ${prose(facts.family)}.`,
      "## The run",
      "First numbers and pointers, as the kernel had it; second the same failure in a transaction.",
      runsSideBySide(headline, variants),
      "## What catches it",
      "What each layer reports, the earliest first.",
      layersTable(cells),
      "## The public record {#record}",
      recordTable(facts),
      ...(facts.note === undefined ? [] : [links(prose(facts.note))]),
      "## The code",
      ...variants.flatMap((variant) =>
        layerSection(
          variant,
          cells[variant.design],
          refersToScenario(variant) ? [] : [prose(variant.comment)],
        ),
      ),
      repeat(`examples/bugs/${name}/*.ts`),
    ],
    `description: ${JSON.stringify(title)}`,
  );
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
