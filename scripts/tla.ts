/**
 * Explores the two races of the public TLA+ model of close_range for every table of one word and every range, prints
 * what came of it beside the published figures; with --record, writes docs/data/tla.json.
 */
import { writeFileSync } from "node:fs";
import { explore, type Scenario } from "fd-reservation/explore";
import type { KernelOptions } from "fd-reservation/kernel";
import { dupFdRace, rangeCloseRace, type CloseRangeRace } from "../examples/races/close-range.js";

/** What the model's authors report: github.com/brauner/linux-tla, close_range/README.md, "Results". */
const published = {
  dupfd_old: { verdict: "pass", states: 393_408, seconds: 9 },
  dupfd_old_refs: { verdict: "violation", states: 238_925, seconds: 1 },
  race_fixed_w2: { verdict: "pass", states: 1_495_584, seconds: 27 },
} as const;

const WORD = 2;
const NR_OPEN = 4;
const MAX = 0xffff_ffff;

function tables(): string[] {
  let all = [""];
  for (let slot = 0; slot < WORD; slot++)
    all = all.flatMap((table) => ["-", "o", "c"].map((state) => table + state));
  return all;
}

/** Ranges that begin and end in the first word, in the first slot of the second, or beyond the table. */
function ranges(): { first: number; last: number }[] {
  const numbers = [...Array(WORD + 1).keys()];
  return numbers.flatMap((first) =>
    [...numbers, MAX].filter((last) => last >= first).map((last) => ({ first, last })),
  );
}

/** Every table and range, with a sibling that opens a file and one that closes or flags each open descriptor. */
function races(kernel: KernelOptions, marks: readonly boolean[]): CloseRangeRace[] {
  return tables().flatMap((table) =>
    ranges().flatMap((range) =>
      marks.flatMap((mark) => {
        const race = { table, ...range, kernel, ...(mark ? { marks: true } : {}) };
        const open = [...table].flatMap((state, fd) => (state === "-" ? [] : [fd]));
        // A flag that is set already changes nothing.
        const beside = open.map((fd) =>
          table[fd] === "c" ? { ...race, closes: fd } : { ...race, flags: fd },
        );
        return beside.length === 0 ? [race] : beside;
      }),
    ),
  );
}

interface Measured {
  readonly design: "mainline" | "tagged";
  readonly scenarios: number;
  readonly verdict: string;
  readonly coverage: string;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
}

/** Explores all; scenarios that must show a violation are all `expected`, the others all `holds`. */
function measure(design: Measured["design"], scenarios: readonly Scenario[]): Measured {
  const begun = performance.now();
  const verdicts = new Map<string, number>();
  let states = 0;
  let transitions = 0;
  let isExhaustive = true;
  for (const [index, one] of scenarios.entries()) {
    const explored = explore(one);
    states += explored.states;
    transitions += explored.transitions;
    if (explored.coverage === "BOUNDED") isExhaustive = false;
    const { verdict } = explored;
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    if (verdict === "violated")
      console.error(`violated: ${one.name}: ${explored.counterexample?.violation?.message}`);
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${scenarios.length} ${states} states `);
  }
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  const said = [...verdicts].map(([verdict, count]) =>
    verdicts.size === 1 ? verdict : `${count} ${verdict}`,
  );
  return {
    design,
    scenarios: scenarios.length,
    verdict: said.join(", "),
    coverage: isExhaustive ? "EXHAUSTIVE" : "BOUNDED",
    states,
    transitions,
    seconds: Math.round((performance.now() - begun) / 100) / 10,
  };
}

const designs: readonly (readonly [Measured["design"], KernelOptions])[] = [
  ["mainline", {}],
  ["tagged", { scheme: "tagged" }],
];

const rows = [
  {
    configuration: "dupfd_old",
    properties: ["CloneOK", "KeptCopied", "DroppedNotInClone", "CopiedAreFiles", "Finishes"],
    published: published.dupfd_old,
    here: designs.map(([name, kernel]) =>
      measure(
        name,
        races(kernel, [false, true]).map((race) => dupFdRace(race)),
      ),
    ),
  },
  {
    configuration: "dupfd_old_refs",
    properties: ["NoRefOnDropped"],
    published: published.dupfd_old_refs,
    here: designs.map(([name, kernel]) =>
      measure(name, [dupFdRace({ table: "oo", first: 0, last: 0, kernel }, true)]),
    ),
  },
  {
    configuration: "race_fixed_w2",
    properties: ["ClosedOnlySelected", "Terminates"],
    published: published.race_fixed_w2,
    here: designs.map(([name, kernel]) => measure(name, races(kernel, [false]).map(rangeCloseRace))),
  },
];

const data = {
  version: 1,
  command: "npm run record -- tla",
  source: "https://github.com/brauner/linux-tla (MPL-2.0), close_range/README.md",
  word: WORD,
  nrOpen: NR_OPEN,
  failures: 1,
  rows,
};
const isRecorded = process.argv.includes("--record");
if (isRecorded) writeFileSync("docs/data/tla.json", `${JSON.stringify(data, null, 2)}\n`);

for (const { configuration, properties, published: theirs, here } of rows) {
  console.log(`${configuration}: ${properties.join(", ")}`);
  console.log(
    `  TLC       ${theirs.verdict.padEnd(10)} ${String(theirs.states).padStart(9)} states ${theirs.seconds} s`,
  );
  for (const { design, verdict, coverage, states, seconds, scenarios } of here) {
    const counted = `${String(states).padStart(9)} states ${seconds} s`;
    console.log(
      `  ${design.padEnd(9)} ${verdict.padEnd(10)} ${counted}, ${scenarios} scenarios, ${coverage}`,
    );
  }
}
if (isRecorded) console.log("written to docs/data/tla.json");
