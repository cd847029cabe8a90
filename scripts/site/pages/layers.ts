/** What each layer says of a mistake, in each design: the table of a page, and the sections that cells lead to. */
import { markdownTable } from "../../../src/cli/internal.js";
import type { Cell, Matrix, Row } from "../../../src/matrix/index.js";
import { DESIGNS, type Design, type Variant } from "./designs.js";
import { codeBlock, designHeading, prose, runBlock } from "./markdown.js";

/** What pages call the layers of the matrix. */
const LAYERS: Readonly<Record<Cell["layer"], string>> = {
  "cannot be written": "cannot be written",
  harmless: "does no harm",
  types: "types",
  lint: "ownership lint",
  guard: "run-time guard",
  explorer: "explorer",
  none: "nothing",
};

/** What the tables of all mistakes call a layer: "guard" is also the short name of a design. */
export function layerName(layer: Cell["layer"]): string {
  return layer === "guard" ? LAYERS.guard : layer;
}

/**
 * What each layer says of a mistake, by design.
 *
 * @throws Error when the recorded matrix does not have it.
 */
export function cellsOf({ rows }: Matrix, group: string, name: string): Row["cells"] {
  const row = rows.find((one) => one.group === group && one.name === name);
  if (row === undefined) throw new Error(`docs/matrix.json has no row ${name}: npm run record -- matrix`);
  return row.cells;
}

/** The table: a row a design, with what each layer reports, the earliest first. */
export function layersTable(cells: Row["cells"]): string {
  const rows = Object.entries(cells).map(([design, cell]) => [
    `[${DESIGNS[design as Design].heading}](#${design})`,
    `**${LAYERS[cell.layer]}**`,
    reports(cell).join("<br>"),
  ]);
  return markdownTable([["design", "caught by", "report"], ...rows]).join("\n");
}

function reports({ types, lint, run }: Cell): string[] {
  const said = [types, lint, run && `${run.message}${run.always ? " (in every run)" : ""}`];
  const words = said.filter((text) => text !== undefined).map(prose);
  return words.length === 0 ? ["every run holds"] : words;
}

/** A design's section: the verdict, the code, and the run that goes with it. */
export function layerSection(
  variant: Variant,
  cell: Cell | undefined,
  ownWords: readonly string[],
): string[] {
  return [
    designHeading(variant),
    ...ownWords,
    ...(cell === undefined ? [] : [verdict(cell)]),
    codeBlock(variant),
    ...(cell?.run === undefined ? [] : [foldedRun(variant, cell)]),
  ];
}

function verdict(cell: Cell): string {
  const { layer, types, lint, run } = cell;
  switch (layer) {
    case "cannot be written":
      return `**Cannot be written.** The attempt does not compile: ${prose(types ?? "")}`;
    case "types":
      return `**The types refuse it:** ${prose(types ?? "")}`;
    case "lint":
      return `**The ownership lint refuses it:** ${ruleLink(lint ?? "")}`;
    case "guard":
      return `**A guard stops it at run time:** ${prose(run?.message ?? "")}.`;
    case "explorer":
      return `**Only the explorer finds it${run?.always === true ? ", in every run" : ""}:** ${prose(run?.message ?? "")}.`;
    case "harmless":
      return "**Does no harm:** every run holds.";
    case "none":
      return "**No layer catches it.**";
  }
}

/** A report of the lint, whose rule leads to its page. */
function ruleLink(report: string): string {
  return prose(report).replace(/^[a-z-]+(?=:)/, "[$&](../ownership/rules/$&.md)");
}

/** The shortest run; below a refusal what would happen without it. It is folded, and made when it is opened. */
function foldedRun(variant: Variant, { layer }: Cell): string {
  const isRefused = layer === "types" || layer === "lint";
  const summary = isRefused ? "The run that this prevents" : "The shortest run";
  const { design, example } = variant;
  const run = runBlock(`${example}: ${DESIGNS[design].heading}`, [variant]);
  return `<details class="run"><summary>${summary}</summary>\n\n${run}\n\n</details>`;
}
