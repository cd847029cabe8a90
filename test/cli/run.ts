/** Runs the command line as a user does: as a process, on the built package. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `fd-reservation` with arguments, from the repository's root unless told otherwise. */
export function run(args: readonly string[], cwd = root): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "" },
    timeout: 120_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A scenario file of the fixtures. */
export function fixture(name: string): string {
  return `test/fixtures/check/${name}`;
}
