/** The pages of the misuses: one a mistake, with what each layer says of it in each design, and the list of all. */
import { markdownTable } from "../../../src/cli/internal.js";
import type { Matrix } from "../../../src/matrix/index.js";
import { titleOf, type Example } from "./designs.js";
import { cellsOf, layerSection, layersTable } from "./layers.js";
import { page, prose, repeat } from "./markdown.js";

/** The pages by their names. */
export function misusePages(examples: readonly Example[], matrix: Matrix): Map<string, string> {
  const pages = new Map<string, string>();
  const list: string[][] = [];
  for (const { name, variants } of examples) {
    const cells = cellsOf(matrix, "misuse", name);
    const title = titleOf("misuse", name);
    pages.set(
      `misuse/${name}`,
      page(`${name}: a misuse`, name, [
        prose(title),
        "## What catches it",
        "What each layer reports, the earliest first.",
        layersTable(cells),
        "## The code",
        ...variants.flatMap((variant) => layerSection(variant, cells[variant.design], [])),
        repeat(`examples/misuse/${name}/*.ts`),
      ]),
    );
    list.push([
      `[${name}](./${name}.md)`,
      prose(title),
      ...matrix.designs.map((design) => cells[design]?.layer ?? "–"),
    ]);
  }
  pages.set(
    "misuse/index",
    page("Misuses", "Ways to hold the API wrong", [
      MISUSES,
      markdownTable([["misuse", "the mistake", ...matrix.designs], ...list]).join("\n"),
    ]),
  );
  return pages;
}

const MISUSES = `Each is one mistake, written in every design that has a form of it. A cell names the layer that catches it first;
[the matrix](../matrix.md) has the sums, and the bugs of the past beside them.`;
