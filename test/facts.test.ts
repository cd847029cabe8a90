/** Facts are data: with every message replaced by `x`, verdicts, runs, the viewer's model and the matrix are the same. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { explore, follow, formatBound, isScenario, scenario } from "fd-reservation/explore";
import type {
  Exploration,
  ExploreOptions,
  Scenario,
  Trace,
  TraceTable,
  Violation,
} from "fd-reservation/explore";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { measureRuns, tabulate, type Matrix, type Measured } from "../src/matrix/index.js";
import { renderFiles } from "../src/viewer/files.js";
import type { Markup } from "../src/viewer/html.js";
import { alignRuns, firstDifference, momentAt } from "../src/viewer/rows.js";
import { renderSchedule } from "../src/viewer/schedule.js";
import { renderTable } from "../src/viewer/table.js";
import { changes, outcome, tableNames } from "../src/viewer/words.js";

const texts = vi.hoisted(() => ({ areReplaced: false }));

// Where texts are made: what is wrong with a run, why, what cut a search short, and what objects are called.
vi.mock("../src/explore/violation.js", async (original) => {
  const actual = await original<typeof import("../src/explore/violation.js")>();
  const replaced = (violation: Violation): Violation =>
    texts.areReplaced ? { ...violation, message: "x" } : violation;
  return {
    ...actual,
    violationOf: (error: unknown) => replaced(actual.violationOf(error)),
    newViolation: (...parts: Parameters<typeof actual.newViolation>) =>
      replaced(actual.newViolation(...parts)),
  } satisfies typeof actual;
});
vi.mock("../src/explore/explanation.js", async (original) => {
  const actual = await original<typeof import("../src/explore/explanation.js")>();
  const explain: typeof actual.explain = (...run) => (texts.areReplaced ? "x" : actual.explain(...run));
  return { ...actual, explain } satisfies typeof actual;
});
vi.mock("../src/explore/bound.js", async (original) => {
  const actual = await original<typeof import("../src/explore/bound.js")>();
  const format: typeof actual.formatBound = (bound) => (texts.areReplaced ? "x" : actual.formatBound(bound));
  return { ...actual, formatBound: format } satisfies typeof actual;
});

/** Some searches are cut short, so that there are bounds. */
const LIMIT: ExploreOptions = { maxStates: 500 };

vi.mock("../src/kernel/names.js", async (original) => {
  const actual = await original<typeof import("../src/kernel/names.js")>();
  return {
    ...actual,
    nameWord: (...word) => (texts.areReplaced ? "x" : actual.nameWord(...word)),
    fileName: (...file) => (texts.areReplaced ? "x" : actual.fileName(...file)),
    formatName: (name) => (texts.areReplaced ? "x" : actual.formatName(name)),
  } satisfies typeof actual;
});

function withoutTexts<R>(body: () => R): R {
  texts.areReplaced = true;
  try {
    return body();
  } finally {
    texts.areReplaced = false;
  }
}

interface Example {
  readonly file: string;
  readonly scenario: Scenario;
}

/** Published examples: of the rows of the matrix, the designs that differ most. */
async function examples(): Promise<Example[]> {
  const files = globSync(
    [
      "examples/{races,structures,tutorial}/**/*.ts",
      "examples/bugs/*/raw.ts",
      "examples/misuse/[a-d]*/guard.ts",
    ],
    // They call functions that give names, which are replaced here.
    { ignore: ["examples/structures/arguments.ts", "examples/structures/names.ts"] },
  ).sort();
  const seen = new Map<Scenario, string>();
  for (const file of files) {
    const module = (await import(pathToFileURL(path.resolve(file)).href)) as object;
    for (const given of Object.values(module).flat().filter(isScenario))
      if (!seen.has(given)) seen.set(given, file);
  }
  return [...seen].map(([given, file]) => ({ file, scenario: given }));
}

/** A scenario that expects in words, with what it expects as a kind and a rule. */
function withoutWords(given: Scenario): Scenario {
  const { violates } = given;
  // The names of kinds and rules have no spaces.
  if (!(violates instanceof RegExp) && !(typeof violates === "string" && violates.includes(" ")))
    return given;
  const { violation } = explore(given, LIMIT).counterexample ?? {};
  if (violation === undefined) return given;
  return scenario({ ...given, violates: { kind: violation.kind, rule: violation.rule } });
}

/** What came of a scenario but for what it took and what is said of it. */
function facts({ milliseconds: _, bytes: __, counterexample, ...exploration }: Exploration): object {
  return { ...exploration, ...(counterexample === undefined ? {} : { run: factsOf(counterexample) }) };
}

function factsOf({ why: _, token: __, violation, ...trace }: Trace): object {
  const { message: ___, ...broken } = violation ?? { message: "" };
  return { ...trace, broken };
}

/** What the viewer draws of runs, row by row. */
function drawn(traces: readonly Trace[]): unknown {
  const rows = alignRuns(traces);
  const panels = traces.map((trace, run) => ({
    names: [...tableNames(trace)],
    outcome: outcome(trace),
    rows: rows.map((row, at) => {
      const { tables, openFiles } = momentAt(trace, rows, at, run);
      const changed = changes(momentAt(trace, rows, at - 1, run).tables, tables);
      const violated = row.isEnd ? trace.violation?.descriptor : undefined;
      const marks = { name: "T", columns: 6, changed: new Set(changed.map(({ fd }) => fd)), violated };
      const filesOf = (table: TraceTable): Markup =>
        renderFiles(table, { columns: 6, files: openFiles, changed: new Set() });
      return {
        changed,
        tables: tables.map((table) => renderTable(table, { ...marks, files: filesOf(table) }).text),
      };
    }),
  }));
  const schedule = renderSchedule(traces, rows, 0, 700).text;
  return { rows, first: firstDifference(traces, rows), panels, schedule };
}

function matrixOf(found: readonly { readonly file: string; readonly exploration: Exploration }[]): Matrix {
  const measured = found.flatMap(({ file, exploration }): Measured[] => {
    const [, group = "", name = "", design = ""] = file.replace(/\.ts$/, "").split("/");
    if ((group !== "bugs" && group !== "misuse") || design === "scenario" || design === "fixed") return [];
    return [{ group, name, design, measure: { runs: true, ...measureRuns(exploration) } }];
  });
  return tabulate(measured);
}

/** The cells of a matrix without what they say. */
function cellsOf({ rows, ...table }: Matrix): unknown {
  return {
    ...table,
    rows: rows.map(({ cells, ...row }) => ({
      ...row,
      cells: Object.entries(cells).map(([design, { run, ...cell }]) => ({
        design,
        ...cell,
        run: run && { layer: run.layer, always: run.always },
      })),
    })),
  };
}

describe("every message is x", () => {
  const told: { readonly file: string; readonly exploration: Exploration }[] = [];
  const untold: { readonly file: string; readonly exploration: Exploration }[] = [];

  let given: readonly Example[];

  beforeAll(async () => {
    given = await examples();
    for (const { file, scenario: example } of given) {
      const asked = withoutWords(example);
      told.push({ file, exploration: explore(asked, LIMIT) });
      untold.push({ file, exploration: withoutTexts(() => explore(asked, LIMIT)) });
    }
  });

  test("the verdict, the search and the run of each example are the same", () => {
    for (const [index, { file, exploration }] of told.entries()) {
      const other = untold[index]?.exploration as Exploration;
      expect(facts(other), `${file}: ${exploration.scenario}`).toEqual(facts(exploration));
      expect([undefined, "x"]).toContain(other.counterexample?.violation?.message);
      expect([undefined, "x"]).toContain(other.counterexample?.why);
    }
    const verdicts = told.map(({ exploration }) => exploration.verdict);
    expect(verdicts.filter((verdict) => verdict === "holds").length).toBeGreaterThan(20);
    expect(verdicts.filter((verdict) => verdict === "expected").length).toBeGreaterThan(40);
  });

  test("a run that follows another one is the same", () => {
    let followed = 0;
    for (const [index, { exploration }] of told.entries()) {
      const { counterexample } = exploration;
      const { scenario: same } = given[index] as Example;
      if (counterexample === undefined || same.order.length === 1) continue;
      followed++;
      const run = follow(same, counterexample);
      expect(factsOf(withoutTexts(() => follow(same, counterexample)))).toEqual(factsOf(run));
    }
    expect(followed).toBeGreaterThan(10);
  });

  test("the viewer draws the same, for one run and for two side by side", () => {
    const runsOf = (list: typeof told): Trace[] =>
      list.flatMap(({ exploration }) => exploration.counterexample ?? []);
    const [left, right] = [runsOf(told), runsOf(untold)];
    expect(left.length).toBeGreaterThan(40);
    let differing = 0;
    for (const [index, trace] of left.entries()) {
      const [other, next, following] = [
        right[index],
        left[index + 1] ?? trace,
        right[index + 1] ?? right[index],
      ];
      expect(drawn([other as Trace])).toEqual(drawn([trace]));
      const pair = drawn([trace, next]) as { readonly first: number | undefined };
      expect(drawn([other as Trace, following as Trace])).toEqual(pair);
      if (pair.first !== undefined) differing++;
    }
    expect(differing).toBeGreaterThan(10);
  });

  test("two runs that do the same and break different rules differ at their end, whatever is said of them", () => {
    const [trace] = told.flatMap(({ exploration }) => exploration.counterexample ?? []);
    const ending = (violation: Violation): Trace => ({ ...(trace as Trace), violation });
    const leak = ending({ kind: "kernel", rule: "leak", message: "x" });
    const traces = [leak, ending({ kind: "kernel", rule: "corruption", message: "x" })];
    const rows = alignRuns(traces);
    expect(firstDifference(traces, rows)).toBe(rows.length - 1);
    const same = [leak, ending({ kind: "kernel", rule: "leak", message: "y" })];
    expect(firstDifference(same, alignRuns(same))).toBeUndefined();
  });

  test("the matrix has the same cells and places", () => {
    const matrix = matrixOf(told);
    expect(matrix.rows.length).toBeGreaterThan(20);
    expect(cellsOf(matrixOf(untold))).toEqual(cellsOf(matrix));
  });

  test("what cut a search short is the same, and the word for it is not", () => {
    const bounds = told.flatMap(({ exploration }) => exploration.bound ?? []);
    const kinds = new Set(bounds.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["states", "violation"]);
    expect(untold.flatMap(({ exploration }) => exploration.bound ?? [])).toEqual(bounds);
    expect(new Set(bounds.map((bound) => withoutTexts(() => formatBound(bound))))).toEqual(new Set(["x"]));
  });
});
