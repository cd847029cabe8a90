#!/usr/bin/env node
/** The command line: `fd-reservation check`, `replay`, `export`, `merge`, `cost` and `matrix`. */
import { readFileSync } from "node:fs";
import * as module from "node:module";
import type { CheckOptions } from "./check.js";
import type { CostOptions } from "./cost.js";
import type { ExportOptions } from "./export.js";
import { formats } from "./formats.js";
import type { MatrixOptions } from "./matrix.js";
import { Output } from "./output.js";
import type { ReplayOptions } from "./replay.js";
import { timingLines } from "./timing.js";
import { UsageError } from "./usage-error.js";
import { Command, CommanderError, InvalidArgumentError, Option } from "./vendor.js";

// Node 22 and later keep what they compiled of our modules and of TypeScript.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const output = new Output();

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86400))
    throw new InvalidArgumentError("It must be a number of seconds, such as 5.");
  return value;
}

function integer(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`It must be an integer ${range}.`);
  };
}

function shard(text: string): { index: number; count: number } {
  const [, index = "0", count = "0"] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (Number(index) >= 1 && Number(index) <= Number(count))
    return { index: Number(index), count: Number(count) };
  throw new InvalidArgumentError("It must be i/n with i from 1 to n, such as 2/8.");
}

const program = new Command("fd-reservation")
  .description("Checks code that reserves file descriptors, by running it through every failure.")
  .version(version)
  .option("--timing", "print where the time goes, to standard error", false)
  .hook("preAction", () => void performance.measure("start and read the command line", { start: 0 }))
  .showHelpAfterError("fd-reservation --help shows what there is.")
  .exitOverride();

program
  .command("check")
  .summary("explore scenario files: every interleaving, every failure")
  .description(
    "Type-checks each file, asks the ownership rules about it, and runs each scenario that it exports through every " +
      "interleaving of its tasks and every failure, checking after each step that no invariant of the kernel broke, and at the end that no " +
      "descriptor leaked, no count is wrong, and the table is as before when the call failed.",
  )
  .argument("<files...>", "files or globs (quote the globs)")
  .option("--no-ownership", "do not ask the ownership rules")
  .option("--json", "print what was found as JSON", false)
  .option("--html <file>", "write a report for browsers, in one file: each counterexample step by step")
  .option("--traces", "print the steps of mistakes that are shown on purpose, too", false)
  .option("--wide", "print counterexamples as wide as the terminal, not 72 columns", false)
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 5)
  .addOption(
    new Option("--granularity <unit>", "what is atomic (default: access)").choices(["access", "call"]),
  )
  .option("--failures <k>", "how many things may fail in one run (default: 1)", integer(0, 8))
  .option("--no-reduce", "take accesses that nobody can notice as scheduling points, too")
  .addOption(
    new Option("--order <order>", "of the search (default: breadth)").choices(["breadth", "depth", "random"]),
  )
  .option("--seed <n>", "the seed of random walks (default: 1)", integer(0, 2 ** 31 - 1))
  .option("--walks <n>", "how many random walks (default: 10000)", integer(1))
  .option("--max-states <n>", "stop after so many states: BOUNDED (default: 10000000)", integer(1))
  .option(
    "--max-megabytes <n>",
    "stop when the states take so much memory: BOUNDED (default: 2048)",
    integer(1, 2 ** 20),
  )
  .option("--max-seconds <seconds>", "stop a search after so long: BOUNDED (default: never)", seconds)
  .option(
    "--compact",
    "know states that are done with by 64 bits only: BOUNDED, with the probability that one was left out",
  )
  .option("--jobs <n>", "how many threads take scenarios, each a whole one", integer(1, 64), 1)
  .option("--shard <i/n>", "search only part i of n, and write what was found to a file", shard)
  .option("--blob <file>", "the file that a shard writes (default: shard-i-of-n.json)")
  .addHelpText(
    "after",
    `
Exit code: 0 every scenario holds and no ownership rule is broken, 1 otherwise,
  2 bad usage, or a file that does not load or compile.

Comments silence rules as in ESLint: // eslint-disable-next-line ownership/escape, or
  /* eslint-disable ownership/escape */ for the rest of the file; without a name, all rules.
In a file whose scenarios all show a mistake (violates: ...) a broken rule is no failure.

Example:
  $ fd-reservation check 'examples/**/*.ts'
  $ fd-reservation check my-scenario.ts --json > report.json
  $ fd-reservation check my-scenario.ts --html report.html

A scenario file:
  import { scenario } from "fd-reservation/explore";
  export default scenario({
    name: "what happens",
    tasks: { caller: (current) => current.close(0) },
  });`,
  )
  .action(async (files: string[], options: CheckOptions) => {
    const { check } = await import("./check.js");
    process.exitCode = await check(files, options, output);
  });

program
  .command("replay")
  .summary("run a counterexample again")
  .description(
    "Runs the run that a token names once more and says at which step the code has diverged since. On a terminal it " +
      "shows one step at a time: space for the next, b for the one before, e for the rest, q to stop.",
  )
  .argument("<token>", "a token (v1:...), or a report that check --json printed")
  .argument(
    "[files...]",
    "the files with the scenario; those of the report by default, from its folder or this one",
  )
  .option("--json", "print the run as JSON", false)
  .option("--no-step", "print the whole run at once, on a terminal, too")
  .option("--wide", "as wide as the terminal, not 72 columns", false)
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
With --json, a report of several counterexamples gives a list.

Exit code: 0 the run is what it was, 1 it has diverged,
  2 bad usage, or a file that does not load or compile.`,
  )
  .action(async (token: string, files: string[], options: ReplayOptions) => {
    const { replayCommand } = await import("./replay.js");
    process.exitCode = await replayCommand(token, files, options, output);
  });

program
  .command("export")
  .summary("write a counterexample, or a scenario, for another tool")
  .description(
    "Runs the run that a token names once more and writes it for another tool. With --promela: writes scenarios " +
      "as models for SPIN, each call atomic.",
  )
  .argument("<token>", "a token (v1:...), or a report that check --json printed; with --promela, a file")
  .argument(
    "[files...]",
    "the files with the scenario; those of the report by default, from its folder or this one",
  )
  .addOption(
    new Option("--format <format>", "what to write")
      .choices([...formats])
      .default("json", "json, the trace itself"),
  )
  .option("--promela", "write the scenarios of the files as models for SPIN", false)
  .option("--name <text>", "with --promela: only scenarios with this in their names")
  .option("--out <folder>", "with --promela: write each model to a file in this folder")
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
Formats: json (the trace itself), mermaid (a sequence diagram), itf (Apalache, Quint),
  shiviz (its parser expression, then the log). Of a report of several counterexamples,
  json and itf are lists; the other two show one run, named by its token.

Examples:
  $ fd-reservation export v1:... scenario.ts --format mermaid
  $ fd-reservation export --promela scenario.ts > model.pml
  $ spin -a model.pml && gcc -O2 -DSAFETY -DVECTORSZ=8192 -o pan pan.c && ./pan -m1000000

Exit code: 0 done, 2 bad usage, or a file that does not load or compile.`,
  )
  .action(async (token: string, files: string[], options: ExportOptions) => {
    const { exportCommand } = await import("./export.js");
    process.exitCode = await exportCommand(token, files, options, output);
  });

program
  .command("merge")
  .summary("put the shards of a search together")
  .description("Reads the files that check --shard wrote and prints what one search would have found.")
  .argument("<files...>", "the files, one of each shard")
  .option("--json", "print what was found as JSON", false)
  .option("--traces", "print the steps of mistakes that are shown on purpose, too", false)
  .option("--wide", "print counterexamples as wide as the terminal, not 72 columns", false)
  .addHelpText(
    "after",
    `
Exit code: 0 every scenario holds and no ownership rule is broken, 1 otherwise,
  2 bad usage, a shard is missing, or shards had other files or options.

Example:
  $ for i in 1 2 3; do fd-reservation check s.ts --shard $i/3 & done; wait
  $ fd-reservation merge shard-*-of-3.json`,
  )
  .action(async (files: string[], options: Pick<CheckOptions, "json" | "traces" | "wide">) => {
    const { merge } = await import("./merge.js");
    process.exitCode = await merge(files, options, output);
  });

program
  .command("cost")
  .summary("count what each call site does to memory, in each design, and what it takes to write")
  .description(
    "Runs each scenario with its reservations in the table (mainline) and per task (the scheme tagged, committed by the syscall glue, " +
      "by task work, or by the call itself), and counts loads, stores, atomics, locks, allocations and bytes of a " +
      "call that succeeds and of calls that fail. With --code: counts lines, clean-up and exits in the sources.",
  )
  .argument("[files...]", "files or globs (quote the globs)")
  .option(
    "--design <module>",
    "count the call sites of a design of your own, beside the same ones in examples/",
  )
  .option("--code", "count clean-up in the sources of <call site>/<design>.ts, and run nothing", false)
  .option("--json", "print the ledger as JSON", false)
  .option("--markdown", "print the ledger as a Markdown table", false)
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
Exit code: 0 done, 2 bad usage or a file that does not load or compile.

Example:
  $ fd-reservation cost 'examples/**/*.ts'
  $ fd-reservation cost --code 'examples/callsites/**/*.ts'
  $ fd-reservation cost --design examples/own-design/scoped.ts`,
  )
  .action(async (files: string[], options: CostOptions) => {
    const { cost } = await import("./cost.js");
    process.exitCode = await cost(files, options, output);
  });

program
  .command("matrix")
  .summary("which layer stops each mistake first, in each design")
  .description(
    "Measures files that each make one mistake in one design: does it compile, do the ownership rules name it, does a " +
      "guard refuse, does the explorer find a run that goes wrong? Prints the earliest layer that stops it. What was " +
      "measured is kept until the file, its imports or this package change.",
  )
  .argument("[folders...]", "folders that hold <mistake>/<design>.ts", ["examples/bugs", "examples/misuse"])
  .option("--json", "print the table as JSON, with what each layer said", false)
  .option("--markdown", "print the table as a Markdown page", false)
  .option("--brief", "print the sums of each design only", false)
  .option("--recorded <file>", "print a table that --json wrote, and measure nothing")
  .option(
    "--design <module>",
    "add the column of a design of your own: of bugs/ and misuse/ beside its module",
  )
  .option("--no-cache", "measure everything again")
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 30)
  .addHelpText(
    "after",
    `
Exit code: 0 done, 2 bad usage or a file that does not load.

Examples:
  $ fd-reservation matrix
  $ fd-reservation matrix --design examples/own-design/scoped.ts`,
  )
  .action(async (folders: string[], options: MatrixOptions) => {
    const { matrix } = await import("./matrix.js");
    process.exitCode = await matrix(folders, options, output);
  });

for (const command of program.commands) {
  command.showHelpAfterError(`fd-reservation ${command.name()} --help shows what there is.`);
  // merge only reads what others found.
  if (command.name() !== "merge") output.offerProgress(command);
}

try {
  await program.parseAsync();
} catch (error) {
  output.progressDone();
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has printed the cause and the next step
  } else if (error instanceof UsageError) {
    const detail = error.detail === "" ? "" : `${error.detail}\n\n`;
    process.stderr.write(`${detail}error: ${error.message}\n${error.next}\n`);
    process.exitCode = 2;
  } else {
    // Not 1, which says that a scenario is violated.
    const trace = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${trace}\n\nerror: fd-reservation itself failed\nPlease report the lines above.\n`);
    process.exitCode = 2;
  }
}
if (program.opts<{ timing: boolean }>().timing) process.stderr.write(`${timingLines().join("\n")}\n`);
