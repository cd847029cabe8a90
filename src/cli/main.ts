#!/usr/bin/env node
/** The command line: `fd-reservation check` and `cost`. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { check, type CheckOptions } from "./check.js";
import { cost, type CostOptions } from "./cost.js";
import { Output } from "./output.js";
import { UsageError } from "./usage-error.js";

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

const program = new Command("fd-reservation")
  .description("Checks code that reserves file descriptors, by running it through every failure.")
  .version(version)
  .showHelpAfterError("fd-reservation --help shows what there is.")
  .exitOverride();

program
  .command("check")
  .summary("run scenario files through all their failures")
  .description(
    "Type-checks each file, runs each scenario that it exports once without failures and once for each thing that " +
      "can fail, and checks the end: no descriptor leaked, no count wrong, and the table as before when the call " +
      "failed.",
  )
  .argument("<files...>", "files or globs (quote the globs)")
  .option("--json", "print the reports as JSON", false)
  .option("--html <file>", "write a report for browsers, in one file: each counterexample step by step")
  .option("--traces", "print the steps of mistakes that are shown on purpose, too", false)
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
Exit code: 0 every scenario holds, 1 one is violated,
  2 bad usage, or a file that does not load or compile.

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
    process.exitCode = await check(files, options, output);
  });

program
  .command("cost")
  .summary("count what each call site does to memory, in each design")
  .description(
    "Runs each scenario with its reservations in the table (mainline) and per task (committed by the syscall glue, " +
      "or by task work), and counts loads, stores, atomics, locks, allocations and bytes of a call that succeeds " +
      "and of calls that fail.",
  )
  .argument("<files...>", "files or globs (quote the globs)")
  .option("--json", "print the ledger as JSON", false)
  .option("--markdown", "print the ledger as a Markdown table", false)
  .option("--timeout <seconds>", "time limit of one run, and of loading one file", seconds, 5)
  .addHelpText(
    "after",
    `
Exit code: 0 done, 2 bad usage or a file that does not load or compile.

Example:
  $ fd-reservation cost 'examples/**/*.ts'`,
  )
  .action(async (files: string[], options: CostOptions) => {
    process.exitCode = await cost(files, options, output);
  });

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
    throw error;
  }
}
