/** Has SPIN check a Promela model: spin writes a verifier in C, gcc compiles it, the verifier runs. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { starts } from "../../test/tools.js";

/** What SPIN says of a model. */
export interface SpinResult {
  readonly verdict: "holds" | "violated";
  /** Different states that it stored. */
  readonly states: number;
  readonly transitions: number;
  /** Bytes of one stored state, as SPIN reports them. */
  readonly stateBytes: number;
  /** Milliseconds that spin took to write the verifier, and gcc to compile it. */
  readonly compileMilliseconds: number;
  /** Milliseconds that the verifier took, as a process. */
  readonly runMilliseconds: number;
}

/** SPIN did not come to a verdict in the time that it was given: no verdict, neither way. */
export class SpinTimeout extends Error {
  override readonly name = "SpinTimeout";
}

/** Whether spin and gcc are installed here. */
export function hasSpin(): boolean {
  return starts("spin", "-V") && starts("gcc", "--version");
}

/**
 * Checks a model, each state kept in full, invalid end states (deadlocks) and assertions reported.
 *
 * @param model - The model.
 * @param optimisation - How gcc compiles the verifier: -O2 for a large search, -O0 for a small one, to be compiled fast.
 * @param seconds - How long spin, gcc and the verifier may take together; without limit by default.
 * @throws {@link SpinTimeout} when they take longer.
 * @throws Error with what a program printed when one fails, and when the verifier did not see all states.
 */
export function runSpin(model: string, optimisation: "-O0" | "-O2" = "-O2", seconds = Infinity): SpinResult {
  const until = performance.now() + 1000 * seconds;
  const run = (program: string, args: readonly string[]): string => {
    const left = Math.max(1, until - performance.now());
    return runProgram(program, args, cwd, left);
  };
  const cwd = mkdtempSync(path.join(tmpdir(), "spin-"));
  try {
    writeFileSync(path.join(cwd, "model.pml"), model);
    const begun = performance.now();
    run("spin", ["-a", "model.pml"]);
    run("gcc", [optimisation, "-DSAFETY", "-DVECTORSZ=8192", "-DMEMLIM=8192", "-o", "pan", "pan.c"]);
    const compiled = performance.now();
    // Slots of the hash table, as a power of two: too few slow a large search, many cost a small one more than itself.
    const slots = optimisation === "-O2" ? 26 : 18;
    const text = run("./pan", ["-m1000000", `-w${slots}`]);
    const ended = performance.now();
    const figure = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);
    const errors = figure(/errors: (\d+)/);
    if (Number.isNaN(errors) || /search depth too small|out of memory|max search depth/.test(text)) {
      throw new Error(`the verifier did not see all states:\n${text}`);
    }
    return {
      verdict: errors === 0 ? "holds" : "violated",
      states: figure(/([\d.e+]+) states, stored/),
      transitions: figure(/([\d.e+]+) transitions/),
      stateBytes: figure(/State-vector (\d+) byte/),
      compileMilliseconds: compiled - begun,
      runMilliseconds: ended - compiled,
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function runProgram(program: string, args: readonly string[], cwd: string, milliseconds: number): string {
  // timeout(1) ends a compiler's children, too.
  const limit = milliseconds === Infinity ? [] : ["timeout", (milliseconds / 1000).toFixed(3)];
  const [command = program, ...rest] = [...limit, program, ...args];
  const { status, stdout, stderr, error } = spawnSync(command, rest, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  if (status === 124 && limit.length > 0) throw new SpinTimeout(`${program} did not end in time`);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}
