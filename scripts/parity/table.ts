/** The table of the corpus as a page: what each layer reports for each pair, and where the two languages cannot agree. */
import { rules, type RuleName } from "fd-reservation/ownership";
import { isWhole, shapes, type Known, type Pair, type RustcRecord, type Verdict } from "./corpus.js";
import type { Measure } from "./measure.js";

/** The verdicts on one pair. */
export interface Row {
  readonly pair: Pair;
  readonly measure: Measure;
  /** None where there is no Rust half. */
  readonly rustc: Verdict | undefined;
  /** Why the two cannot agree. */
  readonly exception: string | undefined;
  /** Why the lint is wrong today. */
  readonly difference: string | undefined;
  /** Why both reject it for different errors. */
  readonly otherError: string | undefined;
}

/** Pairs, what was measured of them, and what is recorded, put together. */
export function rowsOf(
  pairs: readonly Pair[],
  measures: ReadonlyMap<string, Measure>,
  record: RustcRecord,
  known: Known,
): Row[] {
  return pairs.map((pair) => {
    const measure = measures.get(pair.name);
    const rustc = record.verdicts[pair.name];
    if (measure === undefined || (isWhole(pair) && rustc === undefined))
      throw new Error(`${pair.name}: no verdict is recorded`);
    const { name } = pair;
    return {
      pair,
      measure,
      rustc,
      exception: known.exceptions[name],
      difference: known.differences[name],
      otherError: known.otherErrors[name],
    };
  });
}

/** Whether lint and rustc both accept or both reject. */
export function agrees({ measure, rustc }: Row): boolean {
  return rustc !== undefined && measure.lint.length > 0 === rustc.length > 0;
}

/** Whether lint and rustc can agree. */
export function isComparable({ rustc, exception }: Row): boolean {
  return rustc !== undefined && exception === undefined;
}

/** Whether lint and rustc can agree, and nothing is known that keeps them from it. */
export function isToAgree(row: Row): boolean {
  return isComparable(row) && row.difference === undefined;
}

/** Whether rustc rejects the program. */
export function isRejected({ rustc = [] }: Row): boolean {
  return rustc.length > 0;
}

/** Whether they also name the same mistake: a code that rustc gives is among those of the lint. */
export function agreesOnCode(row: Row): boolean {
  const { measure, rustc = [] } = row;
  if (!agrees(row)) return false;
  return rustc.length === 0 || measure.lint.some(({ code }) => rustc.some((one) => same(one, code)));
}

// rustc has no code for a future that is not Send; Clippy's lint of the same mistake has a name.
function same(rustc: string, lint: string): boolean {
  return rustc === lint || (lint === "future_not_send" && /^(future|coroutine) cannot be sent/.test(rustc));
}

/** How many agree, in a sentence. */
export function summary(rows: readonly Row[]): string {
  const comparable = rows.filter(isComparable);
  const rejected = comparable.filter(isRejected);
  const equal = comparable.filter(agrees).length;
  const wrong = rows.filter(({ difference }) => difference !== undefined).length;
  const codes = rejected.filter(agreesOnCode).length;
  return (
    `${equal} of ${comparable.length} comparable pairs have equal verdicts ` +
    `(${comparable.length - rejected.length} accepted, ${rejected.length} rejected); ` +
    `${codes} of ${rejected.length} rejections name the same error; ` +
    `on ${wrong} the lint is known to be wrong; ` +
    `${rows.filter(({ exception }) => exception !== undefined).length} pairs cannot agree.`
  );
}

/** The page. */
export function pageOf(rows: readonly Row[], release: string): string {
  // What Rust does by itself has no pairs.
  const byRule = (Object.keys(rules) as RuleName[])
    .filter((rule) => rows.some(({ pair }) => pair.group === rule))
    .map((rule) => section(rule, rules[rule].summary, rows));
  const byShape = Object.entries(shapes).map(([shape, what]) => section(shape, what, rows));
  return `# Parity with rustc

<!-- Made by \`npm run record -- parity\`. -->

Each pair in \`test/ownership/parity\` is one program, correct or with one mistake, written in Rust and in TypeScript in
the same shape. This page shows what each tool reports: the TypeScript compiler (*types*), the ownership lint (*lint*),
the guards of the binding in runs with every outcome of the program's condition and its fault point (*run time*), and
rustc (${release}).

${summary(rows)}

A dash means no report. What stands in TypeScript alone forgets to dispose: Rust has no such mistake, because it disposes
at scope exit by itself. Guards watch the binding's types only: the tables, locks and connections of the corpus have
none. The first sections are about one rule each. The others have the shapes of rustc's UI tests and are named as their
folders are.

${[...byRule, ...byShape].join("\n")}
## Where the two cannot agree

${reasons(rows, ({ exception }) => exception)}

## Where the lint is wrong today

${reasons(rows, ({ difference }) => difference)}

## Equal verdicts, different errors

${reasons(rows, ({ otherError }) => otherError)}
`;
}

function reasons(rows: readonly Row[], reasonOf: (row: Row) => string | undefined): string {
  const known = rows.flatMap((row) => {
    const reason = reasonOf(row);
    return reason === undefined ? [] : [line([row.pair.name, lintOf(row), rustcOf(row), reason])];
  });
  if (known.length === 0) return "Nowhere.";
  return ["| pair | lint | rustc | why |", "| --- | --- | --- | --- |", ...known].join("\n");
}

function section(group: string, what: string, rows: readonly Row[]): string {
  const own = rows.filter(({ pair }) => pair.group === group);
  return `## ${group}

${what}

| pair | what it does | types | lint | run time | rustc |
| --- | --- | --- | --- | --- | --- |
${own
  .map((row) =>
    line([
      row.pair.name.slice(group.length + 1) + (row.exception === undefined ? "" : " \\*"),
      row.pair.title,
      row.measure.types.join(" ") || "–",
      lintOf(row),
      row.measure.guards === undefined ? "not run" : row.measure.guards.join(" ") || "–",
      rustcOf(row),
    ]),
  )
  .join("\n")}
`;
}

function lintOf({ measure }: Row): string {
  const said = measure.lint.map(({ rule, code }) => (code.startsWith("E") ? `${rule} (${code})` : rule));
  return [...new Set(said)].join(", ") || "–";
}

function rustcOf({ rustc }: Row): string {
  if (rustc === undefined) return "no such mistake";
  return rustc.join(" ") || "–";
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
