/** A long comparison of the model with the kernel of this machine. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as kernel from "fd-reservation/kernel";
import { Command, InvalidArgumentError } from "commander";
import { runProgram } from "../../scripts/program.js";
import { Output } from "../../src/cli/internal.js";
import type { Divergence } from "./comparison.js";
import { Machine, OracleUnavailable } from "./machine.js";
import { divergenceReport } from "./report.js";
import { search, type SearchResult } from "./search.js";

interface Options {
  readonly ops: number;
  readonly seed?: number;
  readonly json: boolean;
  readonly output?: string;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw new InvalidArgumentError("It must be a whole number from 0 to 2147483647, such as 100000.");
  }
  return value;
}

const output = new Output();

/** Of so many operations one is of several tasks: they take longer. */
const SEVERAL = 20;

/** Compares and reports; 0 when the two agree, else 1. */
async function oracle({ ops, seed = Date.now() & 0x7fffffff, json, output: file }: Options): Promise<0 | 1> {
  if (file !== undefined) mkdirSync(path.dirname(file), { recursive: true });
  const machine = await Machine.start();
  try {
    const begun = performance.now();
    const several = Math.floor(ops / SEVERAL);
    const parts = { one: ops - several, several };
    const results: Partial<Record<keyof typeof parts, SearchResult>> = {};
    let before = 0;
    let divergences: Divergence[] = [];
    for (const [tasks, operations] of Object.entries(parts) as [keyof typeof parts, number][]) {
      const found = await search(machine, kernel, {
        tasks,
        operations,
        seed,
        enough: 5,
        progress: (done, parted) =>
          output.progress(
            `${before + done} of ${ops} operations, ${divergences.length + parted} divergences`,
          ),
      });
      results[tasks] = found;
      before += found.operations;
      divergences = [...divergences, ...found.divergences];
    }
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const part = ({ operations, sequences, tally }: SearchResult) => ({
      operations,
      sequences,
      results: tally,
    });
    const summary = {
      version: 1,
      command: `npm run bench -- oracle --ops ${ops} --seed ${seed}`,
      kernel: machine.release,
      architecture: process.arch,
      seed,
      operations: before,
      divergences: divergences.length,
      seconds,
      oneTask: part(results.one as SearchResult),
      severalTasks: part(results.several as SearchResult),
    };
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`);
    if (json) output.line(JSON.stringify({ ...summary, found: divergences }, null, 2));
    else {
      for (const divergence of divergences) output.line(`${divergenceReport(divergence)}\n`);
      const count = `${divergences.length} divergences`;
      output.line(
        `Linux ${machine.release}: ${before} operations (${results.several?.operations ?? 0} of several tasks), ` +
          `${divergences.length === 0 ? output.good(count) : output.bad(count)}; seed ${seed}, ${seconds} s.`,
      );
    }
    return divergences.length === 0 ? 0 : 1;
  } finally {
    machine.stop();
  }
}

const program = new Command("oracle")
  .usage("[options]")
  .description(
    "Performs random descriptor operations on the kernel of this machine and on the model, and compares each result " +
      "and every descriptor after each. A divergence is shrunk to the shortest sequence that shows it.",
  )
  .option("--ops <count>", "how many operations to compare, at least", wholeNumber, 100_000)
  .option(
    "--seed <number>",
    "where the random sequences begin; from the clock by default, and named in the summary",
    wholeNumber,
  )
  .option("--json", "print the summary as JSON", false)
  .option("--output <file>", "also write the summary to a file, as JSON")
  .showHelpAfterError("npm run bench -- oracle --help shows what there is.")
  .addHelpText(
    "after",
    `
Exit code: 0 the two agree, 1 they part,
  2 bad usage, or a system that cannot be asked.

Example:
  $ npm run bench -- oracle --ops 2000000 --seed 1`,
  )
  .allowExcessArguments(false)
  .action(async (options: Options) => {
    process.exitCode = await oracle(options);
  });
await runProgram(program, output, (error) =>
  error instanceof OracleUnavailable
    ? `the kernel cannot be asked here: ${error.message}\nRun it on Linux (x64 or arm64), outside sandboxes.`
    : undefined,
);
