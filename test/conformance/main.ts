/** Makes the conformance file anew from the running kernel, and the page of what each table comes to. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import * as prettier from "prettier";
import { root } from "../../scripts/measurements.js";
import { runProgram } from "../../scripts/program.js";
import { Output } from "../../src/cli/internal.js";
import { Machine, OracleUnavailable } from "../oracle/machine.js";
import { pageOf, results } from "./results.js";
import { COUNT, drawn, linesOf, SEED } from "./sequences.js";

const FILE = path.join(root, "conformance/descriptors.jsonl");
const PAGE = path.join(root, "docs/conformance.md");
const output = new Output();

async function conformance(record: boolean): Promise<0 | 1> {
  const machine = await Machine.start();
  try {
    const sequences = drawn(COUNT, SEED);
    const lines = await linesOf(machine, sequences, (done) =>
      output.progress(`${done} of ${COUNT} sequences`),
    );
    const text = `${lines.join("\n")}\n`;
    if (!record) {
      const isEqual = text === readFileSync(FILE, "utf8");
      output.line(
        `${lines.length} sequences on Linux ${machine.release}: ${isEqual ? "equal" : "not equal"} to the file`,
      );
      return isEqual ? 0 : 1;
    }
    writeFileSync(FILE, text);
    const page = pageOf(await results(), machine.release.replace(/-.*/, ""), lines.length);
    const options = await prettier.resolveConfig(PAGE);
    writeFileSync(PAGE, await prettier.format(page, { ...options, filepath: PAGE }));
    output.line(`${lines.length} sequences are written.`);
    return 0;
  } finally {
    machine.stop();
  }
}

const program = new Command("conformance")
  .description("Draws sequences, asks the running kernel, and says whether the file has the same lines.")
  .option("--record", "write the file, and the page of what each table comes to", false)
  .allowExcessArguments(false)
  .action(async ({ record }: { record: boolean }) => {
    process.exitCode = await conformance(record);
  });
await runProgram(program, output, (error) =>
  error instanceof OracleUnavailable ? `the kernel cannot be asked here: ${error.message}` : undefined,
);
