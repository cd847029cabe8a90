/**
 * Explores every scenario of examples/ with the options that `check` uses, and prints what differs from the record and
 * from the list of known differences; with --record writes what came of each to test/explore/verdicts.json.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { explore, isScenario, type Scenario, type Trace } from "fd-reservation/explore";
import { globSync } from "tinyglobby";
import { formatAccess, formatValue } from "../src/explore/internal.js";

/** What is recorded of one scenario. */
interface Recorded {
  readonly verdict: string;
  readonly coverage: string;
  readonly states: number;
  readonly violation?: string;
  readonly steps?: number;
  readonly switches?: number;
  /** The calls of the run, one after the other. */
  readonly run?: readonly string[];
}

/** A difference from the record that is meant, and why. */
interface Difference {
  /** Where: `<file>#<scenario>`. */
  readonly scenario: string;
  /** Which fields differ. */
  readonly fields: readonly string[];
  readonly reason: string;
}

const at = (name: string): string => fileURLToPath(new URL(`../test/explore/${name}`, import.meta.url));
const RECORD = at("verdicts.json");
const DIFFERENCES = at("verdicts-differences.json");

/** Every scenario of the repository, once, by the file that exports it first and its name. */
async function scenarios(): Promise<Map<string, Scenario>> {
  const seen = new Set<Scenario>();
  const found = new Map<string, Scenario>();
  for (const file of globSync(["examples/**/*.ts"]).sort()) {
    const module = (await import(pathToFileURL(path.resolve(file)).href)) as object;
    for (const scenario of Object.values(module).flat().filter(isScenario)) {
      if (seen.has(scenario)) continue;
      seen.add(scenario);
      found.set(`${file}#${scenario.name}`, scenario);
    }
  }
  return found;
}

/** The scheme "tagged" had another name when the record was made. */
function renamed(scenario: string): string {
  return scenario.replaceAll("per-task", "tagged");
}

/** So had the verdicts. */
const renamedVerdicts: Readonly<Record<string, string>> = { shown: "expected", missed: "not-reproduced" };
/** A guard's advice, as it was worded then and as it is now. */
const ADVICE = [/clone\(\) a reference of your.own first/, "clone() another reference first"] as const;

/** Without what differs from machine to machine. */
function plain(text: string): string {
  return text.replace(/\S*\/(?=examples\/)/g, "").replace(/:\d+:\d+\)/g, ")");
}

/** A field without addresses and the places of tokens: where blocks lie is the explorer's own business. */
function comparable(field: unknown): string {
  return (JSON.stringify(field) ?? "")
    .replace(/ \(made [^)]*\)+/g, "")
    .replace(/(@|\bat |\) = |\()\d{2,}/g, "$1");
}

function recorded(scenario: Scenario): Recorded {
  const { verdict, coverage, states, counterexample } = explore(scenario);
  return { verdict, coverage, states, ...(counterexample === undefined ? {} : runOf(counterexample)) };
}

function runOf({ steps, violation }: Trace): Partial<Recorded> {
  const run = steps.map(
    ({ task, operation, args, result, phase, access, failure }) =>
      `${task}: ${operation}(${args.map(formatValue).join(", ")})` +
      [
        result === undefined ? "" : `= ${formatValue(result)}`,
        phase ?? "",
        access === undefined ? "" : formatAccess(access),
        failure === undefined ? "" : `[${failure.code} in ${failure.where}]`,
      ]
        .filter((part) => part !== "")
        .map((part) => ` ${part}`)
        .join(""),
  );
  const switches = steps.filter(({ task }, index) => index > 0 && steps[index - 1]?.task !== task).length;
  return { violation: plain(violation?.message ?? ""), steps: steps.length, switches, run };
}

function differingFields(before: Recorded | undefined, now: Recorded | undefined): string[] {
  // Without a record: that an example is neither right nor wrong on purpose is a difference all the same.
  if (before === undefined || now === undefined)
    return now?.verdict === "violated" ? ["there", "verdict"] : ["there"];
  const names = new Set([...Object.keys(before), ...Object.keys(now)] as (keyof Recorded)[]);
  return [...names].filter((name) => comparable(before[name]) !== comparable(now[name]));
}

function compare(
  before: Readonly<Record<string, Recorded>>,
  now: Readonly<Record<string, Recorded>>,
): number {
  const known: readonly Difference[] = existsSync(DIFFERENCES)
    ? (JSON.parse(readFileSync(DIFFERENCES, "utf8")) as Difference[])
    : [];
  const keyOf = (scenario: string, fields: readonly string[]): string => `${scenario} ${fields.join()}`;
  const expected = new Set(known.map(({ scenario, fields }) => keyOf(renamed(scenario), fields)));
  let unknown = 0;
  let met = 0;
  for (const scenario of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const fields = differingFields(before[scenario], now[scenario]);
    if (fields.length === 0) continue;
    if (expected.delete(keyOf(scenario, fields))) {
      met++;
      continue;
    }
    unknown++;
    console.log(scenario);
    for (const field of fields) {
      const [was, is] = [before[scenario], now[scenario]].map((entry) => entry?.[field as keyof Recorded]);
      console.log(`  ${field}: ${JSON.stringify(was)}`);
      console.log(`  ${" ".repeat(field.length)}  ${JSON.stringify(is)}`);
    }
  }
  for (const gone of expected) console.log(`in the list of differences, and none: ${gone}`);
  console.log(
    `${Object.keys(now).length} scenarios, ${met} known differences, ${unknown} unknown, ${expected.size} gone`,
  );
  return unknown + expected.size;
}

const now: Record<string, Recorded> = {};
for (const [key, scenario] of await scenarios()) now[key] = recorded(scenario);
if (process.argv.includes("--record")) {
  writeFileSync(RECORD, `${JSON.stringify(now, undefined, 2)}\n`);
} else {
  const recorded = JSON.parse(readFileSync(RECORD, "utf8")) as Record<string, Recorded>;
  const before = Object.fromEntries(
    Object.entries(recorded).map(([key, entry]) => {
      const verdict = renamedVerdicts[entry.verdict] ?? entry.verdict;
      const { violation } = entry;
      const worded = violation === undefined ? {} : { violation: violation.replace(...ADVICE) };
      return [renamed(key), { ...entry, verdict, ...worded }];
    }),
  );
  process.exitCode = compare(before, now) === 0 ? 0 : 1;
}
