/** Who looks for a fault, in order, and the copy of the sources in which they look. */
import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { MADE } from "../../scripts/site/made.js";
import { copyCheckout } from "../checkout.js";
import { mutated, type Mutant } from "./draw.js";
import type { Line, Measured } from "./lines.js";

/** The noticers, in the order in which they are asked; the first that notices a fault has it. */
export const noticers = {
  example: ["test/mutations/examples.ts", "measured.json"],
  oracle: ["test/mutations/oracle.ts"],
  test: ["node_modules/vitest/vitest.mjs", "run", "--config", "test/mutations/tests.config.ts"],
} as const;

export type Noticer = keyof typeof noticers;

/** What was noticed, and how. */
export interface Noticed {
  readonly what: string;
  readonly how: string;
}

/** What the noticers read. */
const PARTS = [
  "{src,examples,test,scripts,bench}/**",
  "docs/**/*.{md,json}",
  "docs/.vitepress/{*,play/**}.ts",
  "*.{ts,json,md}",
];
const NOT = [...MADE, "test/ownership/parity/**"];
/** What starting may take, in milliseconds. */
const START = 120_000;

/** How often the time is counted, in milliseconds. */
const BEAT = 1000;

/** A copy of the sources, of which one file may have a fault. */
export class Copy {
  readonly folder = copyCheckout("mutations", PARTS, NOT);

  constructor(readonly root: string) {}

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Explores the examples on the model as it is, for the order in which they are explored again. */
  async measure(progress: (scenarios: number) => void): Promise<Measured[]> {
    const measured: Measured[] = [];
    const noticed = await this.#run(["test/mutations/examples.ts"], (line) => {
      if ("measures" in line) progress(measured.push(line.measures));
    });
    if (noticed !== undefined) throw new Error(`without a fault, ${noticed.what}: ${noticed.how}`);
    writeFileSync(path.join(this.folder, "measured.json"), JSON.stringify(measured));
    return measured;
  }

  /** What a noticer says of the model with a fault, or of the model as it is. */
  async ask(noticer: Noticer, mutant?: Mutant): Promise<Noticed | undefined> {
    if (mutant === undefined) return this.#run(noticers[noticer]);
    const file = path.join(this.folder, mutant.file);
    const text = readFileSync(path.join(this.root, mutant.file), "utf8");
    writeFileSync(file, mutated(text, mutant.edits));
    try {
      return await this.#run(noticers[noticer]);
    } finally {
      writeFileSync(file, text);
    }
  }

  /** Runs a program until it notices something, ends, or takes longer than it said. */
  async #run(program: readonly string[], listen?: (line: Line) => void): Promise<Noticed | undefined> {
    const child = spawn(
      process.execPath,
      ["--conditions=fd-reservation:source", "--import", "tsx", ...program],
      {
        cwd: this.folder,
        env: { ...process.env, FAST: "1" },
        stdio: ["ignore", "ignore", "pipe", "pipe"],
        detached: true,
      },
    );
    const stop = (): void => {
      // With what it has started.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    };
    process.once("exit", stop);
    let noticed: Noticed | undefined;
    let trying = "loading the model";
    let errors = "";
    const notice = (what: string, how: string): void => {
      noticed ??= { what, how };
      stop();
    };
    const late = (): void => notice(trying, "did not end");
    // Counted in beats, not by the clock: where this process is stopped for a while, so is the time of the others.
    let left = START;
    const beat = setInterval(() => (left -= BEAT) < 0 && late(), BEAT);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
    createInterface({ input: child.stdio[3] as Readable }).on("line", (text) => {
      const line = JSON.parse(text) as Line;
      if ("notices" in line) notice(line.notices, line.how);
      else if ("tries" in line) {
        trying = line.tries;
        left = line.limit ?? START;
      } else left = START;
      listen?.(line);
    });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    clearInterval(beat);
    process.removeListener("exit", stop);
    if (noticed === undefined && code !== 0) {
      const cause = errors.split("\n").find((line) => /Error|error:/.test(line)) ?? `code ${code}`;
      noticed = { what: trying, how: cause.trim() };
    }
    return noticed;
  }
}
