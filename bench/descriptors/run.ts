/** Nanoseconds per allocate, install and close, beside other descriptor tables. */
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Command } from "commander";
import { runProgram } from "../../scripts/program.js";
import { alignColumns, Output } from "../../src/cli/internal.js";
import { judge, type Aim } from "./aims.js";
import type { Cell } from "./cell.js";
import { givesLowest, measure, yardstickName, type Effort } from "./measure.js";
import { patterns, type Pattern } from "./patterns.js";
import { contenders } from "./tables.js";
import { compileYardstick } from "./yardstick.js";

const explained: Record<Pattern, string> = {
  tail: "open at the end of a full table, close it",
  lowest: "close descriptor 5 of a full table, open (it is 5 again)",
  random: "close a random descriptor of a full table, open",
  adversarial: "free the lowest of a full table, open twice: the second looks past the whole table",
};

interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly output?: string;
}

/** A peer, as it is reported. */
interface Peer {
  readonly name: string;
  readonly calls: string;
  readonly lowestNumber: boolean;
}

const output = new Output();

async function bench({ json, quick, output: file }: Options): Promise<void> {
  if (file !== undefined) mkdirSync(path.dirname(file), { recursive: true });
  const effort: Effort = quick
    ? { rounds: 5, batchNs: 5e5, warmUpNs: 1e7 }
    : { rounds: 15, batchNs: 4e6, warmUpNs: 4e7 };
  const sizes = quick ? [16, 1024] : [16, 1024, 65536, 1048576];
  const yardstick = compileYardstick();
  const peers: Peer[] = [];
  for (const { name, calls, fill } of contenders) {
    const { table, live } = await fill(16);
    peers.push({ name, calls, lowestNumber: givesLowest(table, live) });
  }
  const cells: Cell[] = [];
  for (const size of sizes) {
    const c = typeof yardstick === "string" ? undefined : yardstick;
    cells.push(...(await measure(size, effort, c, (text) => output.progress(text))));
  }
  if (typeof yardstick === "string") {
    for (const size of sizes) {
      for (const pattern of patterns)
        cells.push({ contender: yardstickName, pattern, size, skipped: yardstick });
    }
  } else {
    peers.push({ name: yardstickName, calls: "table_open, table_close", lowestNumber: true });
  }
  const [subject = ""] = peers.map(({ name }) => name);
  const aims = judge(
    cells,
    subject,
    peers.filter((peer) => peer.lowestNumber).map(({ name }) => name),
  );
  const record = {
    version: 1,
    command: quick ? "npm run bench -- descriptors --quick" : "npm run record -- descriptors",
    date: new Date().toISOString().slice(0, 10),
    machine: machineFacts(),
    rounds: effort.rounds,
    sizes,
    peers,
    cells: withRatios(cells, subject),
    aims,
  };
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  if (json) output.line(JSON.stringify(record, null, 2));
  else print(sizes, effort, peers, cells, aims);
}

/** What the numbers depend on, besides the code. */
function machineFacts(): Record<string, string | number> {
  const processors = os.cpus();
  return {
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    processor: processors[0]?.model ?? "unknown",
    processors: processors.length,
  };
}

/** Each cell with how many times what the model takes it is; and the model's, how many times what C takes. */
function withRatios(
  cells: readonly Cell[],
  subject: string,
): (Cell & { ratio?: number; ratioToC?: number })[] {
  const ofSame = ({ pattern, size }: Cell, contender: string): number | undefined =>
    cells.find((cell) => cell.contender === contender && cell.pattern === pattern && cell.size === size)
      ?.median;
  return cells.map((cell) => {
    const own = ofSame(cell, subject);
    const inC = ofSame(cell, yardstickName);
    if (cell.median === undefined) return cell;
    if (cell.contender !== subject) return own === undefined ? cell : { ...cell, ratio: cell.median / own };
    return inC === undefined ? cell : { ...cell, ratioToC: cell.median / inC };
  });
}

function print(
  sizes: readonly number[],
  { rounds }: Effort,
  peers: readonly Peer[],
  cells: readonly Cell[],
  aims: readonly Aim[],
): void {
  const [subject] = peers;
  output.line(
    `ns per allocate + install + close, median of ${rounds} interleaved rounds (node ${process.version})`,
  );
  output.line(`(x: how many times what ${subject?.name ?? ""} takes)`);
  for (const pattern of patterns) {
    const of = (contender: string, size: number): Cell | undefined =>
      cells.find((cell) => cell.contender === contender && cell.pattern === pattern && cell.size === size);
    const rows = peers.map(({ name }) => [
      name,
      ...sizes.flatMap((size) => {
        const ns = of(name, size)?.median;
        const own = of(subject?.name ?? "", size)?.median;
        if (ns === undefined || own === undefined) return ["-", ""];
        return [ns.toFixed(ns < 100 ? 1 : 0), name === subject?.name ? "" : `x${significant(ns / own)}`];
      }),
    ]);
    output.line(`\n${pattern}: ${explained[pattern]}`);
    const header = [`descriptors open`, ...sizes.flatMap((size) => [size.toLocaleString("en"), ""])];
    for (const line of alignColumns([header, ...rows])) output.line(line);
  }
  output.line("");
  for (const line of new Set(
    cells.flatMap(({ contender, pattern, size, skipped }) => {
      if (skipped === undefined) return [];
      const everywhere = cells.every((cell) => cell.contender !== contender || cell.skipped === skipped);
      return [
        everywhere
          ? `${contender}: left out, ${skipped}`
          : `${contender}, ${pattern} at ${size}: left out, ${skipped}`,
      ];
    }),
  )) {
    output.line(line);
  }
  for (const { name, calls, lowestNumber } of peers) {
    output.line(`${name}: ${calls}; ${lowestNumber ? "lowest number first" : "not the lowest number first"}`);
  }
  output.line("");
  for (const { aim, verdict, worst, missed, measured } of aims) {
    const mark = verdict === "met" ? output.good : verdict === "not met" ? output.bad : output.dim;
    const where =
      worst === undefined
        ? ""
        : ` (missed in ${missed.length} of ${measured}; worst: x${significant(worst.ratio)}, ${worst.pattern} at ${worst.size.toLocaleString("en")}, ${worst.contender})`;
    output.line(`${aim}: ${mark(verdict)}${where}`);
  }
}

function significant(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0);
}

const program = new Command("descriptors")
  .description(
    "Measures how long this model's kernel takes to allocate a descriptor, install a file and close it, in one\n" +
      "process and in turn with other descriptor tables in JavaScript and with a two-level bitmap in C.",
  )
  .option("--json", "print the numbers as JSON", false)
  .option("--quick", "small tables and few rounds: a look, not a measurement", false)
  .option("--output <file>", "also write the numbers to a file, as JSON")
  .addHelpText(
    "after",
    `
Exit code: 0 measured (whether aims are met or not), 2 bad usage.

Example:
  $ npm run bench -- descriptors --quick`,
  )
  .showHelpAfterError("--help shows what there is.")
  .action(bench);
await runProgram(program, output);
