/** Runs the command line as a user does: as a process, on the package that was built before the tests. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { built } from "../built/folder.js";

/** The file that `fd-reservation` is. */
export const main = path.join(built, "dist/cli/main.js");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `fd-reservation` with arguments, from the root of the checkout unless told otherwise. */
export function run(args: readonly string[], cwd = built): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "" },
    // Of what hangs only.
    timeout: 600_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A scenario file of the fixtures. */
export function fixture(name: string): string {
  return `test/fixtures/check/${name}`;
}

/**
 * Does something in a folder that has these files, and nothing but this package installed.
 *
 * @param files - Their texts, by their paths.
 */
export function inFolder<T>(files: Record<string, string>, act: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
  try {
    mkdirSync(path.join(folder, "node_modules"));
    symlinkSync(built, path.join(folder, "node_modules/fd-reservation"));
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
