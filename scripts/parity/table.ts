/** The table of the corpus as a page: what each layer reports for each pair, and where the two languages cannot agree. */
import { rules, type RuleName } from "fd-reservation/ownership";
import type { Pair, RustcRecord, Verdict } from "./corpus.js";
import type { Measure } from "./measure.js";

/** The verdicts on one pair. */
export interface Row {
  readonly pair: Pair;
  readonly measure: Measure;
  readonly rustc: Verdict;
  /** Why the two cannot agree. */
  readonly exception: string | undefined;
}

/** Pairs, what was measured of them, and what is recorded, put together. */
export function rowsOf(
  pairs: readonly Pair[],
  measures: ReadonlyMap<string, Measure>,
  record: RustcRecord,
  exceptions: Readonly<Record<string, string>>,
): Row[] {
  return pairs.map((pair) => {
    const measure = measures.get(pair.name);
    const rustc = record.verdicts[pair.name];
    if (measure === undefined || rustc === undefined) throw new Error(`${pair.name}: no verdict is recorded`);
    return { pair, measure, rustc, exception: exceptions[pair.name] };
  });
}

/** Whether lint and rustc both accept or both reject. */
export function agrees({ measure, rustc }: Row): boolean {
  return measure.lint.length > 0 === rustc.length > 0;
}

/** Whether they also name the same mistake: a code that rustc gives is among those of the lint. */
export function agreesOnCode(row: Row): boolean {
  if (!agrees(row)) return false;
  return (
    row.rustc.length === 0 || row.measure.lint.some(({ code }) => row.rustc.some((one) => same(one, code)))
  );
}

// rustc has no code for a future that is not Send; Clippy's lint of the same mistake has a name.
function same(rustc: string, lint: string): boolean {
  return rustc === lint || (lint === "future_not_send" && /^(future|coroutine) cannot be sent/.test(rustc));
}

/** How many agree, in a sentence. */
export function summary(rows: readonly Row[]): string {
  const comparable = rows.filter(({ exception }) => exception === undefined);
  const rejected = comparable.filter(({ rustc }) => rustc.length > 0);
  const equal = comparable.filter(agrees).length;
  const codes = rejected.filter(agreesOnCode).length;
  return (
    `${equal} of ${comparable.length} comparable pairs have equal verdicts ` +
    `(${comparable.length - rejected.length} accepted, ${rejected.length} rejected); ` +
    `${codes} of ${rejected.length} rejections name the same error; ` +
    `${rows.length - comparable.length} pairs cannot agree.`
  );
}

/** The page. */
export function pageOf(rows: readonly Row[], release: string): string {
  const sections = (Object.keys(rules) as RuleName[]).map((rule) => section(rule, rows));
  const exceptions = rows.filter(({ exception }) => exception !== undefined);
  const codes = rows.filter((row) => row.exception === undefined && agrees(row) && !agreesOnCode(row));
  return `# Parity with rustc

<!-- Made by \`npm run record -- parity\`. -->

Each pair in \`test/ownership/parity\` is one program, correct or with one mistake, written in Rust and in TypeScript in
the same shape. This page shows what each tool reports: the TypeScript compiler (*types*), the ownership lint (*lint*),
the guards of the binding in runs with every outcome of the program's condition and its fault point (*run time*), and
rustc (${release}).

${summary(rows)}

A dash means no report. Guards watch the binding's types only: the tables, locks and connections of the corpus have
none.

${sections.join("\n")}
## Where the two cannot agree

| pair | lint | rustc | why |
| --- | --- | --- | --- |
${exceptions.map((row) => line([row.pair.name, lintOf(row), rustcOf(row), row.exception ?? ""])).join("\n")}

## Equal verdicts, different errors

| pair | lint | rustc |
| --- | --- | --- |
${codes.map((row) => line([row.pair.name, lintOf(row), rustcOf(row)])).join("\n")}
`;
}

function section(rule: RuleName, rows: readonly Row[]): string {
  const own = rows.filter(({ pair }) => pair.rule === rule);
  return `## ${rule}

${rules[rule].summary}

| pair | what it does | types | lint | run time | rustc |
| --- | --- | --- | --- | --- | --- |
${own
  .map((row) =>
    line([
      row.pair.name.slice(rule.length + 1) + (row.exception === undefined ? "" : " \\*"),
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
  return rustc.join(" ") || "–";
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
