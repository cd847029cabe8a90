/** What the page of evidence says of each record: its title, the one sentence with the number, and its chart. */
import type { Cell } from "../../bench/descriptors/cell.js";
import type { Noise } from "../../bench/lint/page.js";
import type { Scale } from "../../bench/scale/page.js";
import type { CodeReport } from "../../src/cli/internal.js";

/** What is said of a record. */
export interface About<Record> {
  readonly title: string;
  /** The result, as a sentence. */
  readonly result: (record: Record) => string;
  /** What was done to get it. */
  readonly shows: string;
  /** Its chart in `docs/charts/`, and what that shows in words. */
  readonly chart?: { readonly name: string; readonly alt: string };
  /** Lists of the record that have a separate page. */
  readonly elsewhere?: readonly string[];
}

/** A number as text, with a space between thousands. */
export function numberText(value: number, digits = 2): string {
  return value.toLocaleString("en", { maximumFractionDigits: digits }).replaceAll(",", " ");
}

interface Oracle {
  readonly operations: number;
  readonly divergences: number;
  readonly kernel: string;
}

interface Mutations {
  readonly counts: Readonly<Record<"example" | "oracle" | "test" | "equivalent" | "unnoticed", number>>;
}

interface Explored {
  readonly ahead: number;
  readonly of: number;
  readonly million: readonly { readonly perStateRatio: number }[];
}

interface Tla {
  readonly rows: readonly { readonly here: readonly { readonly states: number }[] }[];
}

interface Promela {
  readonly agree: number;
  readonly compared: number;
}

interface Precision {
  readonly judged: Readonly<Record<"findings" | "true" | "differing", number>>;
}

interface Site {
  readonly measured: readonly { readonly what: string; readonly value: number }[];
}

interface Start {
  readonly measured: readonly {
    readonly what: string;
    readonly ms: number;
    readonly beside: string;
    readonly ratio: number;
  }[];
}

interface Descriptors {
  readonly cells: readonly Cell[];
}

type Lint = Readonly<Record<"per cent added to the whole run (aim: below 15)", number>>;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Keeps the type of each record's sentence. */
function about<Record>(what: About<Record>): About<never> {
  return what;
}

/** What each file of `docs/data/` shows, in the order of the page. A file without an entry comes last, by its name. */
export const RECORDS: Readonly<Record<string, About<never>>> = {
  oracle: about<Oracle>({
    title: "The model against a running kernel",
    result: ({ operations, divergences, kernel }) =>
      `${numberText(divergences)} divergences in ${numberText(operations)} random operations, beside Linux ${kernel.replace(/-.*/, "")}.`,
    shows:
      "The same random operations on the descriptors of a real process and on the model. After each one the result, the state of every number and its file are compared. They include tasks that share a table, copies of tables, and reservations held across operations.",
  }),
  mutations: about<Mutations>({
    title: "Faults put into the model",
    result: ({ counts: { example, oracle, test, equivalent, unnoticed } }) =>
      `Of ${example + oracle + test + unnoticed} faults that change what the model does, ${unnoticed === 0 ? "none" : numberText(unnoticed)} went unnoticed; ${numberText(equivalent)} more change nothing.`,
    shows:
      "Faults made by operators, one at a time, and who notices each first: an example, the oracle, or a test. [Every fault](./mutations.md).",
    elsewhere: ["mutants"],
  }),
  "bench-explore": about<Explored>({
    title: "Speed of the explorer",
    result: ({ ahead, of, million }) =>
      `Ahead of SPIN in ${ahead} of ${of} small scenarios, with the time of SPIN's compiler; at about a million states it takes ${numberText(Math.min(...million.map(({ perStateRatio }) => perStateRatio)))} to ${numberText(Math.max(...million.map(({ perStateRatio }) => perStateRatio)))} times SPIN's time a state.`,
    shows:
      "Time to the verdict from the source, and time and memory a state, on the same scenarios one after the other.",
    chart: {
      name: "spin",
      alt: "Milliseconds to the verdict, of this explorer and of SPIN, for each scenario",
    },
  }),
  scale: about<Scale>({
    title: "Reach of the explorer",
    result: ({ points }) => {
      const whole = points.filter(({ coverage }) => coverage === "EXHAUSTIVE");
      const most = whole.reduce((one, other) => (other.states > one.states ? other : one));
      return `${numberText(most.states)} states were searched exhaustively in ${numberText(most.seconds, 0)} s: ${most.tasks} tasks of ${most.calls} calls.`;
    },
    shows: "How states grow with tasks, calls and failures. [The page about growth](./scale.md).",
    chart: {
      name: "scale",
      alt: "States over calls, a colour for each number of tasks, on a logarithmic scale",
    },
  }),
  promela: about<Promela>({
    title: "The same search by SPIN",
    result: ({ agree, compared }) => `SPIN gives the same verdict on ${agree} of ${compared} scenarios.`,
    shows: "Scenarios with several tasks, exported as Promela: states and verdicts of both tools.",
  }),
  tla: about<Tla>({
    title: "The properties of a public TLA+ model",
    result: ({ rows }) =>
      `All ${rows.length} configurations come to the published verdict, in ${numberText(sum(rows.flatMap(({ here }) => here.map(({ states }) => states))))} states.`,
    shows: "Races of `close_range` with the tables and the properties of that model, and the results.",
  }),
  noise: about<Noise>({
    title: "Reports of the ownership lint on real code",
    result: ({ codeBases, judged }) =>
      `${numberText(sum(codeBases.map(({ findings }) => findings)))} reports in ${numberText(sum(codeBases.map(({ lines }) => lines)))} lines; of ${numberText(judged.true + judged.debatable + judged.false)} that were judged, ${judged.true} are true, ${judged.debatable} debatable and ${judged.false} false.`,
    shows: "Code bases that use disposables: the number of reports, and how many of them are true.",
  }),
  "ownership-precision": about<Precision>({
    title: "Findings of the ownership lint that are true",
    result: ({ judged: { findings, true: agreed, differing } }) =>
      `Of ${findings} findings, two readers both call ${agreed} true; they differ on ${differing}.`,
    shows:
      "Code bases that were chosen anew, and their findings as two readers judged them who did not see each other's verdicts. A finding that they judge differently counts as false.",
  }),
  "bench-lint": about<Lint>({
    title: "Time of the ownership lint",
    result: (record) =>
      `The lint adds ${numberText(record["per cent added to the whole run (aim: below 15)"])} per cent to a typed ESLint run.`,
    shows: "The share of the lint in a typed ESLint run, and its time by the size of a function.",
    chart: { name: "lint-growth", alt: "Milliseconds over statements, from 250 to 5,000: a straight line" },
  }),
  cleanup: about<CodeReport>({
    title: "Clean-up in the call sites",
    result: ({ totals }) =>
      `Statements that only clean up: ${totals.map(({ design, cleanUpStatements }) => `${cleanUpStatements} in ${design}`).join(", ")}.`,
    shows: "Lines and statements of clean-up code, in each design.",
  }),
  "bench-site": about<Site>({
    title: "Speed of this site",
    result: ({ measured }) => {
      const scores = measured.filter(({ what }) => what.startsWith("Lighthouse")).map(({ value }) => value);
      return `Lighthouse's scores for performance are ${Math.min(...scores)} to ${Math.max(...scores)} of 100.`;
    },
    shows:
      "Load times and sizes of the playground, and Lighthouse's performance scores on a simulated phone and desktop.",
  }),
  "bench-start": about<Start>({
    title: "Start of the command",
    result: ({ measured: [first] }) =>
      first === undefined
        ? ""
        : `The ${first.what} takes ${first.ms} ms, ${numberText(first.ratio)} times as long as \`${first.beside}\`.`,
    shows: "Time of the command from start to end, beside the compiler on the same file.",
  }),
  "bench-descriptors": about<Descriptors>({
    title: "Speed of the descriptor table",
    result: ({ cells }) => {
      const own = cells.filter(({ contender, size }) => contender === "fd-reservation" && size === 1024);
      const times = own.flatMap(({ median }) => (median === undefined ? [] : [Math.round(median)]));
      return `${Math.min(...times)} to ${Math.max(...times)} ns to allocate, install and close a descriptor, with 1 024 open.`;
    },
    shows:
      "Allocate, install and close, compared with other tables in JavaScript and the same bitmap in C, in one run.",
    chart: { name: "descriptors", alt: "Nanoseconds to allocate, install and close, for each table" },
  }),
};
