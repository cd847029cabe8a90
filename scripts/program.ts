/** Runs a program that measures, as users run it: bad usage and what it cannot do end with code 2, and a cause. */
import { CommanderError, type Command } from "commander";
import type { Output } from "../src/cli/internal.js";

/**
 * Parses the arguments and does what they ask for.
 *
 * @param causeOf - Says why the program cannot run here, with what to do, when an error is of that kind.
 */
export async function runProgram(
  program: Command,
  output: Output,
  causeOf: (error: unknown) => string | undefined = () => undefined,
): Promise<void> {
  output.offerProgress(program.exitOverride());
  try {
    await program.parseAsync();
  } catch (error) {
    output.progressDone();
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has printed the cause and the next step
      return;
    }
    const cause = causeOf(error);
    if (cause === undefined) throw error;
    process.stderr.write(`error: ${cause}\n`);
    process.exitCode = 2;
  }
}
