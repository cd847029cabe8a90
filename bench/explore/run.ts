/** Time to verdict and time per state, beside SPIN on the exported model. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { buildSync } from "esbuild";
import { toPromela, type Exploration, type Scenario } from "fd-reservation/explore";
import { runProgram } from "../../scripts/program.js";
import { alignColumns, Output } from "../../src/cli/internal.js";
import { median } from "../descriptors/measure.js";
import { hasSpin, runSpin, type SpinResult } from "./spin.js";
import { million, toVerdict } from "./scenarios.js";

/** What the explorer did in one round. */
interface OwnRound extends Pick<Exploration, "states" | "transitions" | "bytes" | "verdict" | "coverage"> {
  /** From the source to the verdict: compiling it, starting a process, searching. */
  readonly total: number;
  /** Of that, the search. */
  readonly search: number;
}

interface Round {
  readonly own: OwnRound;
  readonly spin: SpinResult;
}

interface Options {
  readonly json: boolean;
  readonly rounds: number;
  readonly million: boolean;
  readonly name: string;
  readonly output: string | undefined;
}

const output = new Output();

/** Compiles the benchmark's scenarios with esbuild and explores one of them in a new process of Node. */
function exploreOne(list: string, index: number): OwnRound {
  const folder = mkdtempSync(path.join(tmpdir(), "explore-"));
  try {
    const begun = performance.now();
    const outfile = path.join(folder, "one.mjs");
    const entry = fileURLToPath(new URL("one.ts", import.meta.url));
    buildSync({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      conditions: ["fd-reservation:source"],
    });
    const { status, stdout, stderr } = spawnSync(process.execPath, [outfile, list, String(index)], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const total = performance.now() - begun;
    if (status !== 0) throw new Error(`exploring failed:\n${stderr}`);
    const { states, transitions, bytes, verdict, coverage, milliseconds } = JSON.parse(stdout) as Exploration;
    return { total, search: milliseconds, states, transitions, bytes, verdict, coverage };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One engine right after the other, round by round: what slows the machine slows both. */
function measure(list: string, scenarios: readonly Scenario[], { rounds, name }: Options): Measured[] {
  return scenarios.flatMap((scenario, index) => {
    if (!scenario.name.includes(name)) return [];
    output.progress(`writing the model of ${scenario.name}`);
    const { text } = toPromela(scenario);
    const done = Array.from({ length: rounds }, (_, round): Round => {
      output.progress(`${scenario.name}: round ${round + 1} of ${rounds}`);
      return { own: exploreOne(list, index), spin: runSpin(text) };
    });
    return [summarise(scenario.name, done)];
  });
}

/** Medians over the rounds; times in milliseconds. */
interface Measured {
  readonly scenario: string;
  readonly explorer: OwnRound & {
    readonly statesPerSecond: number;
    readonly transitionsPerSecond: number;
    readonly bytesPerState: number;
    readonly microsecondsPerState: number;
  };
  readonly spin: SpinResult & {
    readonly total: number;
    readonly statesPerSecond: number;
    readonly transitionsPerSecond: number;
    readonly microsecondsPerState: number;
  };
  readonly agree: boolean;
  /** How many times longer SPIN takes from the model to the verdict than the explorer from the source. */
  readonly ratio: number;
  /** How many times longer the explorer takes for one of its states than pan for one of its own. */
  readonly perStateRatio: number;
}

function summarise(scenario: string, rounds: readonly Round[]): Measured {
  const mid = (of: (round: Round) => number): number => round3(median(rounds.map(of)));
  const { own, spin } = rounds[0] as Round;
  const spinTotal = (round: Round): number => round.spin.compileMilliseconds + round.spin.runMilliseconds;
  const holds = own.verdict === "holds" || own.verdict === "not-reproduced";
  return {
    scenario,
    explorer: {
      ...own,
      total: mid((round) => round.own.total),
      search: mid((round) => round.own.search),
      statesPerSecond: Math.round(median(rounds.map((round) => (1000 * own.states) / round.own.search))),
      transitionsPerSecond: Math.round(
        median(rounds.map((round) => (1000 * own.transitions) / round.own.search)),
      ),
      bytesPerState: Math.round(own.bytes / own.states),
      microsecondsPerState: mid((round) => (1000 * round.own.search) / own.states),
    },
    spin: {
      ...spin,
      total: mid(spinTotal),
      compileMilliseconds: mid((round) => round.spin.compileMilliseconds),
      runMilliseconds: mid((round) => round.spin.runMilliseconds),
      statesPerSecond: Math.round(
        median(rounds.map((round) => (1000 * spin.states) / round.spin.runMilliseconds)),
      ),
      transitionsPerSecond: Math.round(
        median(rounds.map((round) => (1000 * spin.transitions) / round.spin.runMilliseconds)),
      ),
      microsecondsPerState: mid((round) => (1000 * round.spin.runMilliseconds) / spin.states),
    },
    agree: holds === (spin.verdict === "holds"),
    ratio: mid((round) => spinTotal(round) / round.own.total),
    perStateRatio: mid((round) => round.own.search / own.states / (round.spin.runMilliseconds / spin.states)),
  };
}

function round3(value: number): number {
  return Number(value.toPrecision(3));
}

function firstLine(program: string, option: string): string {
  const { stdout, stderr } = spawnSync(program, [option], { encoding: "utf8" });
  return (stdout + stderr).trim().split("\n")[0] ?? "";
}

function bench(options: Options): void {
  if (!hasSpin()) {
    process.stderr.write("error: spin or gcc is not installed\nInstall them: apt-get install spin gcc\n");
    process.exitCode = 2;
    return;
  }
  const machine = {
    cpu: cpus()[0]?.model ?? "",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    // Others at work on the machine slow both engines: the ratios are of pairs, one right after the other.
    loadAverage: round3(loadavg()[0] ?? 0),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    spin: firstLine("spin", "-V"),
    gcc: firstLine("gcc", "--version"),
  };
  const verdicts = measure("toVerdict", toVerdict, options);
  const large = options.million ? measure("million", million, options) : [];
  const data = {
    version: 1,
    command: "npm run record -- explore",
    granularity: "call",
    failures: 1,
    rounds: options.rounds,
    machine,
    ahead: verdicts.filter(({ ratio }) => ratio > 1).length,
    of: verdicts.length,
    toVerdict: verdicts,
    million: large,
  };
  if (options.output !== undefined) {
    mkdirSync(path.dirname(options.output), { recursive: true });
    writeFileSync(options.output, `${JSON.stringify(data, null, 2)}\n`);
  }
  if (options.json) output.line(JSON.stringify(data, null, 2));
  else print(data.ahead, verdicts, large);
  if ([...verdicts, ...large].some(({ agree }) => !agree)) {
    process.stderr.write("error: the verdicts differ\n");
    process.exitCode = 1;
  }
}

function print(ahead: number, verdicts: readonly Measured[], large: readonly Measured[]): void {
  const table = (rows: readonly (readonly (string | number)[])[]): void => {
    for (const line of alignColumns(rows)) output.line(line);
  };
  const s = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
  output.line("seconds to verdict: esbuild + node + search, and spin + gcc -O2 + pan on the exported model");
  table([
    ["scenario", "states", "explorer", "SPIN", "ratio"],
    ...verdicts.map(({ scenario, explorer, spin, ratio }) => [
      scenario,
      explorer.states,
      s(explorer.total),
      s(spin.total),
      ratio,
    ]),
  ]);
  output.line(`ahead on ${ahead} of ${verdicts.length}`);
  if (large.length === 0) return;
  output.line("\nthe search alone");
  table([
    ["scenario", "engine", "states", "states/s", "transitions/s", "bytes/state", "us/state", "ratio"],
    ...large.flatMap(({ scenario, explorer, spin, perStateRatio }) => [
      [
        scenario,
        "explorer",
        explorer.states,
        explorer.statesPerSecond,
        explorer.transitionsPerSecond,
        explorer.bytesPerState,
        explorer.microsecondsPerState,
        perStateRatio,
      ],
      [
        "",
        "pan",
        spin.states,
        spin.statesPerSecond,
        spin.transitionsPerSecond,
        spin.stateBytes,
        spin.microsecondsPerState,
        1,
      ],
    ]),
  ]);
}

const program = new Command("explore")
  .description(
    "Measures the explorer and SPIN on the same scenarios, each call atomic, one right after the other: seconds from\n" +
      "the source to the verdict, compiling included, and microseconds per state at a million states.",
  )
  .option("--json", "print the numbers as JSON", false)
  .option(
    "--rounds <n>",
    "how many pairs to measure; medians are reported",
    (text) => {
      const value = Number(text);
      if (!Number.isInteger(value) || value < 1)
        throw new InvalidArgumentError("It must be an integer from 1.");
      return value;
    },
    3,
  )
  .option("--no-million", "leave out the scenarios of a million states")
  .option("--name <text>", "only scenarios with this in their names", "")
  .option("--output <file>", "write the numbers to a file")
  .addHelpText(
    "after",
    `
Exit code: 0 measured, 1 the two verdicts on a scenario differ, 2 bad usage, or no spin or gcc.

Example:
  $ npm run bench -- explore --rounds 1 --no-million`,
  )
  .showHelpAfterError("--help shows what there is.")
  .action(bench);
await runProgram(program, output);
