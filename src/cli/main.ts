#!/usr/bin/env node
/** The command line: `fd-reservation check`, `lint`, `replay`, `export`, `merge`, `cost`, `matrix`, `init`, `c` and `annotations`. */
import { readFileSync } from "node:fs";
import * as module from "node:module";
import type { Preset } from "../ownership/index.js";
import type { COptions } from "./c.js";
import type { CheckOptions, ReportOptions } from "./check.js";
import type { CostOptions } from "./cost.js";
import type { ExportOptions } from "./export.js";
import { formats } from "./formats.js";
import type { InitOptions } from "./init.js";
import type { LintOptions } from "./lint.js";
import type { MatrixOptions } from "./matrix.js";
import { Output } from "./output.js";
import type { ReplayOptions } from "./replay.js";
import { timingLines } from "./timing.js";
import { UsageError } from "./usage-error.js";
import { Command, CommanderError, InvalidArgumentError, Option } from "./vendor.js";

// Node 22 and later can cache the compiled code of our modules and of TypeScript.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const output = new Output();

// Named here, since the help may load nothing of the analysis.
const PRESETS = Object.keys({ recommended: true, strict: true } satisfies Record<Preset, true>);

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
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
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
  .description(
    "Checks code that reserves file descriptors: runs it through every interleaving and every injected failure.",
  )
  .version(version)
  .option("--timing", "print the time of each stage to standard error", false)
  .hook("preAction", () => void performance.measure("start and read the command line", { start: 0 }))
  .showHelpAfterError("Run fd-reservation --help for usage.")
  .exitOverride();

program
  .command("check")
  .summary("explore scenario files: every interleaving, every injected failure")
  .description(
    "Type-checks each file, runs the ownership lint on it, and runs each scenario that it exports through every " +
      "interleaving of its tasks and every injected failure. After each step it checks the invariants of the kernel. At " +
      "the end it checks that no descriptor leaked, that every reference count is right, and that a failed call left " +
      "the table as it was (Linux does not ask the last of these; this checker does). A search that may have missed a " +
      "state is BOUNDED: a limit stopped it, or it ran with --compact. Any other is EXHAUSTIVE.",
  )
  .argument("<files...>", "files, folders or globs (quote the globs)")
  .option("--no-ownership", "do not run the ownership lint")
  .option("--fail-on-bounded", "exit with 1 if a limit stopped a search (BOUNDED)", false)
  .option("--json", "print the results as JSON", false)
  .option("--html <file>", "write an HTML report, in one file, with each counterexample step by step")
  .option("--traces", "also print the counterexamples of expected failures", false)
  .option("--wide", "print counterexamples as wide as the terminal instead of 72 columns", false)
  .option("--timeout <seconds>", "processor time limit for one run, and for loading one file", seconds, 5)
  .addOption(
    new Option("--granularity <unit>", "atomic unit of execution (default: access)").choices([
      "access",
      "call",
    ]),
  )
  .option("--failures <k>", "maximum number of injected failures in one run (default: 1)", integer(0, 8))
  .option("--no-reduce", "disable partial-order reduction: every access is a scheduling point")
  .option(
    "--reuse",
    "let new objects get the addresses of freed ones: finds code that takes one for the other (ABA)",
  )
  .addOption(
    new Option("--order <order>", "search order (default: breadth)").choices(["breadth", "depth", "random"]),
  )
  .option("--seed <n>", "seed of the random walks (default: 1)", integer(0, 2 ** 31 - 1))
  .option("--walks <n>", "number of random walks (default: 10000)", integer(1))
  .option("--max-states <n>", "stop after this many states: BOUNDED (default: 10000000)", integer(1))
  .option(
    "--max-megabytes <n>",
    "stop when the states take this many MiB: BOUNDED (default: 2048)",
    integer(1, 2 ** 20),
  )
  .option("--max-seconds <seconds>", "stop the search after this time: BOUNDED (default: never)", seconds)
  .option(
    "--compact",
    "store only a hash of each state, to save memory: the search is BOUNDED, and the report says how likely a state was missed",
  )
  .option(
    "--jobs <n>",
    "number of threads; each explores whole scenarios (default: one for each 8 files, at most 4, at most one for each processor)",
    integer(1, 64),
  )
  .option("--shard <i/n>", "search part i of n only, and write the results to a file", shard)
  .option("--blob <file>", "results file of a shard (default: shard-i-of-n.json)")
  .addHelpText(
    "after",
    `
Exit code:
  0    every scenario holds or fails as expected, and the ownership lint reports nothing
  1    otherwise
  2    bad usage, or a file that does not load or compile
  130  stopped by Ctrl-C (SIGINT); what is finished is still printed, with --json and --html as well

From a folder or a glob, only those files are taken that export something and import
  fd-reservation/explore, directly or through other files.

ESLint comments disable rules: // eslint-disable-next-line ownership/escape, or
  /* eslint-disable ownership/escape */ for the rest of the file; without a name, all rules.
If all scenarios of a file are expected failures (violates: ...), lint reports do not
  change the exit code.

Examples:
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
  .command("lint")
  .summary("run the ownership lint over a project, without ESLint")
  .description(
    "Runs the ownership lint on TypeScript files, with the types of their project: for projects without ESLint, or with " +
      "a linter that cannot run rules on types. Reports what the rules report in ESLint. Without paths: the files of the nearest tsconfig.json, and of those that it references.",
  )
  .argument("[paths...]", "files, folders or globs (quote the globs)")
  .option(
    "--project <tsconfig>",
    "the tsconfig.json to use (default: for each file, the nearest that includes it)",
  )
  .addOption(new Option("--preset <name>", "how much is reported (default: recommended)").choices(PRESETS))
  .option(
    "--options <file>",
    "a JSON file with the options of the rules, as ESLint's configuration gives them",
  )
  .option("--json", "print the findings as JSON", false)
  .option("--sarif <file>", "also write the findings as SARIF 2.1.0, which code hosts show")
  .option("--baseline <file>", "report only findings that this file does not have")
  .option("--update-baseline", "write the findings to the file of --baseline, and exit with 0", false)
  .addHelpText(
    "after",
    `
Exit code: 0 nothing found, 1 findings (with --baseline: new ones), 2 bad usage, or a
  file that cannot be parsed. Type errors are for the compiler to report.

ESLint comments disable rules: // eslint-disable-next-line ownership/escape, or
  /* eslint-disable ownership/escape */ for the rest of the file; without a name, all rules.

Examples:
  $ fd-reservation lint
  $ fd-reservation lint src 'test/**/*.ts' --sarif lint.sarif
  $ fd-reservation lint --baseline lint-baseline.json --update-baseline
  $ fd-reservation lint --baseline lint-baseline.json`,
  )
  .action(async (paths: string[], options: LintOptions) => {
    const { lint } = await import("./lint.js");
    process.exitCode = lint(paths, options, output, version);
  });

program
  .command("replay")
  .summary("replay a counterexample")
  .description(
    "Replays a counterexample from its token. If the code has changed since the token was made, it reports the first step " +
      "that differs. On a terminal it shows one step at a time: space for the next, b for the previous, e for the rest, q to quit.",
  )
  .argument("<token>", "a replay token (v2:...), or a report of check --json")
  .argument(
    "[files...]",
    "the files that contain the scenario (default, for a report: the files named in it, beside the report or in the current folder)",
  )
  .option("--json", "print the run as JSON", false)
  .option("--no-step", "print the whole run at once, even on a terminal")
  .option("--wide", "print as wide as the terminal instead of 72 columns", false)
  .option("--timeout <seconds>", "processor time limit for one run, and for loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
With --json, a report with several counterexamples prints a list.

Exit code: 0 the replay is identical, 1 it has diverged,
  2 bad usage, or a file that does not load or compile.`,
  )
  .action(async (token: string, files: string[], options: ReplayOptions) => {
    const { replayCommand } = await import("./replay.js");
    process.exitCode = await replayCommand(token, files, options, output);
  });

program
  .command("export")
  .summary("write a counterexample or a scenario for another tool")
  .description(
    "Replays a counterexample from its token, and writes it for another tool. With --promela: writes scenarios as " +
      "models for SPIN. In a model, each call of this package's classes is one atomic step. A task that makes no such calls " +
      "takes one step for each access of the model's memory.",
  )
  .argument("<token>", "a replay token (v2:...), or a report of check --json; with --promela, a file")
  .argument(
    "[files...]",
    "the files that contain the scenario (default, for a report: the files named in it, beside the report or in the current folder)",
  )
  .addOption(
    new Option("--format <format>", "output format")
      .choices([...formats])
      .default("json", "json, the trace itself"),
  )
  .option("--promela", "write the scenarios of the files as models for SPIN", false)
  .option("--name <text>", "with --promela: only scenarios whose names contain this text")
  .option("--out <folder>", "with --promela: write each model to a file in this folder")
  .option("--timeout <seconds>", "processor time limit for one run, and for loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
Formats: json (the trace itself), mermaid (a sequence diagram), itf (Apalache, Quint),
  shiviz (first the expression to paste into ShiViz, then the log). For a report with several counterexamples,
  json and itf print lists; for mermaid and shiviz pass the token of one.

Examples:
  $ fd-reservation export v2:... scenario.ts --format mermaid
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
  .summary("merge the shards of one search")
  .description("Reads the files that check --shard wrote, and prints the results of the whole search.")
  .argument("<files...>", "the files, one for each shard")
  .option("--fail-on-bounded", "exit with 1 if a limit stopped a search (BOUNDED)", false)
  .option("--json", "print the results as JSON", false)
  .option("--traces", "also print the counterexamples of expected failures", false)
  .option("--wide", "print counterexamples as wide as the terminal instead of 72 columns", false)
  .addHelpText(
    "after",
    `
Exit code: 0 every scenario holds or fails as expected, and the ownership lint reports
  nothing, 1 otherwise, 2 bad usage, a shard is missing, or the shards had different files or options.

Example:
  $ for i in 1 2 3; do fd-reservation check s.ts --shard $i/3 & done; wait
  $ fd-reservation merge shard-*-of-3.json`,
  )
  .action(async (files: string[], options: ReportOptions) => {
    const { merge } = await import("./merge.js");
    process.exitCode = await merge(files, options, output);
  });

program
  .command("cost")
  .summary("count memory accesses or clean-up code of each call site, in each design")
  .description(
    "Runs each scenario with reservations kept in the descriptor table, as mainline Linux does, and again with " +
      "reservations kept per task (the scheme tagged). The second is run with the commit in each of three places: the code " +
      "that returns from each syscall (glue), deferred task work, and the call itself (explicit). Counts loads, stores, atomics, locks, allocations and bytes, " +
      "for a call that succeeds and for calls that fail. With --code: counts, in the sources, lines, lines of clean-up, and exits (return, throw, jump) before the end.",
  )
  .argument("[files...]", "files or globs (quote the globs)")
  .option(
    "--design <module>",
    "also count the call sites of your design, next to the same call sites in examples/",
  )
  .option("--code", "count clean-up in the sources of <call site>/<design>.ts, without running them", false)
  .option("--json", "print the counts as JSON", false)
  .option("--markdown", "print the counts as a Markdown table", false)
  .option("--timeout <seconds>", "processor time limit for one run, and for loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
Exit code: 0 done, 2 bad usage, or a file that does not load or compile.

Examples:
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
  .summary("measure which layer catches each mistake first, in each design")
  .description(
    "Measures files that each make one mistake in one design: does it compile, does the ownership lint report it, does " +
      "a guard stop it, does the explorer find a violation? Prints the first layer that catches it. Results are cached " +
      "until the file, its imports or this package change.",
  )
  .argument(
    "[folders...]",
    "folders that hold <mistake>/<design>.ts (default: examples/bugs and examples/misuse, with --design only where they exist)",
  )
  .option("--json", "print the table as JSON, with the report of each layer", false)
  .option("--markdown", "print the table as a Markdown page", false)
  .option("--brief", "print only the sums of each design", false)
  .option("--recorded <file>", "print a table that --json wrote, without measuring")
  .option(
    "--design <module>",
    "add a column for your design: its files are in bugs/ and misuse/, in the folder of the module",
  )
  .option("--no-cache", "ignore cached results")
  .option("--timeout <seconds>", "processor time limit for one run, and for loading one file", seconds, 30)
  .addHelpText(
    "after",
    `
Exit code: 0 done, 2 bad usage, or a file that does not load.

Examples:
  $ fd-reservation matrix
  $ fd-reservation matrix --design examples/own-design/scoped.ts`,
  )
  .action(async (folders: string[], options: MatrixOptions) => {
    const { matrix } = await import("./matrix.js");
    process.exitCode = await matrix(folders, options, output);
  });

program
  .command("init")
  .summary("write a project to start from: your own resource, or a design over descriptors")
  .description(
    "Writes a project to start from: a resource with its typed API, scenarios, mistakes in two designs, type tests and " +
      "Vitest tests. With --descriptor: a design over descriptors, with the call sites and the mistakes of this package " +
      "to try it on. Files that exist are kept.",
  )
  .argument("[folder]", "where to write it", ".")
  .option("--descriptor", "start from a design over descriptors", false)
  .addHelpText(
    "after",
    `
Exit code: 0 done, 2 bad usage, or a folder that cannot be written.

Examples:
  $ fd-reservation init
  $ fd-reservation init my-design --descriptor`,
  )
  .action(async (folder: string, options: InitOptions) => {
    const { init } = await import("./init.js");
    process.exitCode = init(folder, options, output);
  });

program
  .command("c")
  .summary("explore functions of the kernel's C: every path, every failure")
  .description(
    "Reads functions of C that handle descriptors and runs every path through them, with every failure, over the model. " +
      "Prints, as lines of the C, the shortest path that loses a descriptor or a file, or uses one that may be gone. Without " +
      "files: all functions of the tree that reserve or install a descriptor. A function whose source is not found is " +
      "assumed to touch no descriptor; a verdict that depends on this is unsure.",
  )
  .argument("[files...]", "file.c for its functions that handle descriptors, or file.c:function")
  .option(
    "--tree <folder>",
    "root of the kernel tree (default: the nearest folder above the file that contains include/linux)",
  )
  .option("--json", "print the results as JSON", false)
  .option("--sarif <file>", "also write the findings as SARIF 2.1.0, which code hosts show")
  .option("--traces", "also print each finding as a run of the model, with tables and replay token", false)
  .option("--why", "also print what is in doubt, and what each verdict assumes", false)
  .option("--all", "for a tree, also print the functions without a finding", false)
  .option("--wide", "print as wide as the terminal instead of 72 columns", false)
  .option("--left-open", "exit with 1 also if a failing call leaves a descriptor open", false)
  .option("--facts <file>", "a JSON file with facts about functions that are not at hand")
  .option(
    "--config <setting>",
    "CONFIG_X=n or CONFIG_X=y: undefine or define a macro; may be repeated (default: all are defined)",
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  )
  .option(
    "--max-paths <n>",
    "most paths of a function, merged where they come together; if there are more, as many again are run whole, and it is BOUNDED (default: 1000)",
    integer(1),
  )
  .addHelpText(
    "after",
    `
Verdicts: holds; violated; left open (the call fails after it installed a descriptor, which
  stays open); unsure (it depends on functions that were not read); refused (not read).

Exit code: 0 no function has the verdict violated, 1 one has, 2 bad usage, or a named function
  that cannot be read.

Examples:
  $ fd-reservation c drivers/dma-buf/sync_file.c
  $ fd-reservation c fs/timerfd.c:sys_timerfd_create --why
  $ fd-reservation c --tree linux --sarif findings.sarif`,
  )
  .action(async (files: string[], options: COptions) => {
    const { c } = await import("./c.js");
    process.exitCode = c(files, options, output, version);
  });

program
  .command("annotations")
  .summary("print the ownership annotations, as a file to copy into a project")
  .description(
    "Prints the types Move, Exclusive, Shared, Borrows, MustUse, NotThreadSafe and Sendable, which the ownership lint reads " +
      "in signatures. The lint knows them by their names and shapes: a library that has this file needs no dependency, and neither do its users.",
  )
  .addHelpText(
    "after",
    `
Exit code: 0 done.

Example:
  $ fd-reservation annotations > src/ownership.ts`,
  )
  .action(async () => {
    const { annotations } = await import("./annotations.js");
    output.line(annotations(version));
  });

for (const command of program.commands) {
  command.showHelpAfterError(`Run fd-reservation ${command.name()} --help for usage.`);
  // merge only reads results, annotations prints a file, and init writes some.
  if (!["annotations", "init", "merge"].includes(command.name())) output.offerProgress(command);
}

try {
  await program.parseAsync();
} catch (error) {
  output.progressDone();
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has printed the cause and the next step
  } else if (error instanceof UsageError) {
    const detail = error.detail === "" ? "" : `${error.detail}\n\n`;
    const { printable } = await import("../explore/results.js");
    const next = error.next === "" ? "" : `${error.next}\n`;
    process.stderr.write(`${detail}error: ${printable(error.message)}\n${next}`);
    process.exitCode = 2;
  } else {
    // Not 1, which says that a scenario is violated.
    const trace = error instanceof Error ? error.stack : String(error);
    process.stderr.write(
      `${trace}\n\nerror: internal error in fd-reservation\nPlease report the lines above.\n`,
    );
    process.exitCode = 2;
  }
}
// Asked of the words, for `--version` and `--help` end the reading of options.
if (process.argv.includes("--timing")) process.stderr.write(`${timingLines().join("\n")}\n`);
