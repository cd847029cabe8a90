/** The command line as a user has it: on a package that is built now. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { root } from "./measurements.js";

/** Builds the package into `dist`. */
export function build(): void {
  run(["scripts/build.js"], "inherit");
}

/**
 * Runs `fd-reservation` on what was built.
 *
 * @returns What it printed.
 */
export function commandLine(...args: string[]): string {
  return run([path.join(root, "dist/cli/main.js"), ...args], "pipe");
}

function run(args: readonly string[], stdout: "inherit" | "pipe"): string {
  const { status, stdout: printed } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", stdout, "inherit"],
  });
  // The cause is printed.
  if (status !== 0) process.exit(status ?? 2);
  return printed ?? "";
}
