/** The record of who noticed which fault, and the page that is made of it. */
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../src/cli/internal.js";
import type { Mutant } from "./draw.js";
import { equivalent } from "./equivalent.js";
import type { Noticed, Noticer } from "./noticers.js";

const at = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
/** The record, and the page. */
export const recordFile = at("data/mutations.json");
export const pageFile = at("mutations.md");

/** A fault, and who noticed it: "nobody" where it went unnoticed. */
export type Judged = Omit<Mutant, "edits"> & { readonly by: Noticer | "nobody" } & Partial<Noticed>;

/** How many faults each has noticed. */
export type Counts = Readonly<Record<Noticer | "equivalent" | "unnoticed", number>>;

/** What is recorded. */
export interface MutationRecord {
  /** What was drawn: 1, of one function after the other the first that compiles; 2, as draw.ts does. */
  readonly version: 1 | 2;
  readonly command: string;
  readonly seed: number;
  /** The release of the kernel that answered the oracle. */
  readonly kernel: string;
  /** Functions of the model that have a place for a fault, and faults that the operators know. */
  readonly functions: number;
  readonly possible: number;
  readonly scenarios: number;
  readonly counts: Counts;
  readonly mutants: readonly Judged[];
}

/** Whether nothing can notice it. */
export function isEquivalent({ id, by }: Pick<Judged, "id" | "by">): boolean {
  return by === "nobody" && equivalent.some((one) => one.id === id);
}

export function countsOf(mutants: readonly Judged[]): Counts {
  const noticedBy = (noticer: string): number => mutants.filter(({ by }) => by === noticer).length;
  const same = mutants.filter(isEquivalent).length;
  return {
    example: noticedBy("example"),
    oracle: noticedBy("oracle"),
    test: noticedBy("test"),
    equivalent: same,
    unnoticed: noticedBy("nobody") - same,
  };
}

const NOTICERS: Readonly<Record<keyof Counts, string>> = {
  example: "an example",
  oracle: "the oracle",
  test: "a test",
  equivalent: "nothing can: equivalent",
  unnoticed: "nobody",
};

/** What of all is noticed by an example or the oracle, in percent. */
export function percentFromOutside({ counts, mutants }: Pick<MutationRecord, "counts" | "mutants">): number {
  return Math.floor((100 * (counts.example + counts.oracle)) / Math.max(1, mutants.length));
}

/** How many are noticed first by a file of examples/structures. */
function byStructures(mutants: readonly Judged[]): number {
  return mutants.filter(({ by, what }) => by === "example" && what?.startsWith("examples/structures/"))
    .length;
}

/** How the faults were drawn, by the version of the record. */
const DRAWS: Readonly<Record<MutationRecord["version"], string>> = {
  1: "Of one function\nafter the other, the first fault that compiles was drawn. Since then the draw has changed, and this record has not been\nmade anew: each function now has one fault before any has a second, those with more accesses first, and operators that\nwere drawn least come first.",
  2: "Each function\nhas one fault before any has a second, those with more accesses first. Operators of this model's locks, read sections,\ncounts and releases come before the usual ones, and those that were drawn least before the others.",
};

/** The page, from the record. */
export function mutationsPage(record: MutationRecord): string {
  const { version, counts, mutants, seed, functions, possible, scenarios, kernel } = record;
  const touched = new Set(mutants.map(({ file, functionName }) => `${file} ${functionName}`)).size;
  const byOperator = [...new Set(mutants.map(({ operator }) => operator))].sort();
  return `${[
    "# Which faults in the model are noticed",
    "",
    "Written by `npm run record -- mutations` from `docs/data/mutations.json`.",
    "",
    `A program puts ${mutants.length} faults into the kernel model, one at a time, and looks for who notices each: first the`,
    `examples (${scenarios} scenarios, until one comes to another verdict than it expects), then the oracle (Linux ${kernel},`,
    "13,200 random operations), then the tests of the kernel, the binding and the explorer. Once a fault is noticed, nobody else",
    "is asked. A fault with which the model does not load or a run does not end counts as noticed.",
    "",
    `The operators of \`test/mutations/operators.ts\` can make ${possible} faults in ${functions} functions. ${DRAWS[version]}`,
    `The order is that of seed ${seed}. With ${mutants.length} faults, ${touched} of the ${functions} functions have one.`,
    "",
    ...markdownTable([
      ["noticed first by", "faults"],
      ...Object.entries(counts).map(([noticer, count]) => [NOTICERS[noticer as keyof Counts], count]),
      ["**all**", mutants.length],
    ]),
    "",
    `An example or the oracle notices ${percentFromOutside(record)} % of all. Of the examples' ${counts.example}, ${byStructures(mutants)} are noticed first by a file of`,
    "`examples/structures`, whose scenarios are about one structure of the kernel each and were partly written to notice such",
    "faults.",
    "",
    "## By operator",
    "",
    ...markdownTable([
      ["operator", ...Object.values(NOTICERS)],
      ...byOperator.map((operator) => [
        operator,
        ...Object.values(countsOf(mutants.filter((mutant) => mutant.operator === operator))),
      ]),
    ]),
    "",
    ...equivalentLines(mutants),
    "## Every fault",
    "",
    ...markdownTable([
      ["function", "operator", "line", "noticed by"],
      ...[...mutants]
        .sort((one, other) => (place(one) < place(other) ? -1 : 1))
        .map((mutant) => [
          `\`${mutant.functionName}\``,
          mutant.operator,
          `${mutant.file.replace("src/kernel/", "")}:${mutant.line}`,
          whoNoticed(mutant),
        ]),
    ]),
  ].join("\n")}\n`;
}

function equivalentLines(mutants: readonly Judged[]): string[] {
  const same = equivalent.filter(({ id }) =>
    mutants.some((mutant) => mutant.id === id && isEquivalent(mutant)),
  );
  if (same.length === 0) return [];
  return [
    "## Equivalent",
    "",
    "These change nothing that can be noticed, each for the reason given.",
    "",
    ...same.map(({ change, proof }) => `- ${change}: ${proof}`),
    "",
  ];
}

function place({ file, line }: Judged): string {
  return `${file} ${String(line).padStart(6, "0")}`;
}

function whoNoticed(mutant: Judged): string {
  if (mutant.by === "nobody") return isEquivalent(mutant) ? "equivalent" : "**nobody**";
  const what = (mutant.what ?? "").replaceAll("|", "\\|").replaceAll("<", "&lt;");
  return mutant.by === "oracle" ? "the oracle" : what;
}
