/** The pages of the call sites: one a call site, with what each design takes, and the list of all. */
import ts from "typescript";
import { measureCost } from "fd-reservation/explore";
import { markdownTable } from "../../../src/cli/internal.js";
import { measureCleanUp } from "../../../src/matrix/index.js";
import { DESIGNS, refersToScenario, type Example, type Variant } from "./designs.js";
import { codeBlock, designHeading, page, prose, repeat, runsSideBySide } from "./markdown.js";

/** The pages by their names. */
export function callSitePages(examples: readonly Example[]): Map<string, string> {
  const pages = new Map<string, string>();
  const rows: string[][] = [];
  for (const { name, variants } of examples) {
    pages.set(`callsites/${name}`, callSitePage(name, variants));
    rows.push([`[${name}](./${name}.md)`, prose(firstSentence(lead(variants)))]);
  }
  pages.set(
    "callsites/index",
    page("Call sites of the kernel", "Call sites of the kernel", [
      CALL_SITES,
      markdownTable([["call site", "what it does"], ...rows]).join("\n"),
    ]),
  );
  return pages;
}

const CALL_SITES = `Places in the kernel that reserve a descriptor, written correctly in every design that can express them.
Each holds in every run, unless its page says otherwise and shows why.`;

const HEAD = [
  ...["design", "lines", "clean-up statements", "early exits"],
  ...["loads", "stores", "atomics", "locks"],
];

function callSitePage(name: string, variants: readonly Variant[]): string {
  const rows = variants.map(({ design, code, scenario }) => {
    const heading = `[${DESIGNS[design].heading}](#${design})`;
    const cleanUp = measureCleanUp(ts, `${design}.ts`, code);
    const [cost] = scenario === undefined ? [] : measureCost(scenario);
    if (cleanUp === undefined || cost === undefined)
      return [heading, "cannot express it", "", "", "", "", "", ""];
    const { loads, stores, atomics, locks } = cost.success;
    const { lines, cleanUpStatements, exits } = cleanUp;
    return [heading, lines, cleanUpStatements, exits, loads, stores, atomics, locks];
  });
  return page(name, name, [
    prose(lead(variants)),
    "## What it takes",
    "Lines and exits are counted in the sources, memory accesses in the run that succeeds.",
    markdownTable([HEAD, ...rows]).join("\n"),
    "## A run",
    "The last step that can fail fails: first with numbers and pointers, second as a transaction.",
    runsSideBySide(name, variants),
    "## The code",
    ...variants.flatMap((variant) => [
      designHeading(variant),
      // What the page has said already.
      ...(isKnown(variant) ? [] : [prose(variant.comment)]),
      codeBlock(variant),
    ]),
    repeat(`examples/callsites/${name}/*.ts`, `npx fd-reservation cost 'examples/callsites/${name}/*.ts'`),
  ]);
}

function isKnown(variant: Variant): boolean {
  return variant.design === "raw" || refersToScenario(variant);
}

/** What the first design's comment says. */
function lead(variants: readonly Variant[]): string {
  return variants[0]?.comment ?? "";
}

function firstSentence(words: string): string {
  return words.replace(/\s+/g, " ").replace(/\.\s[^]*$/, ".");
}
