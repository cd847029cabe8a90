/** What some tests need besides Node and npm. Where it is absent they are skipped, and one line says so. */
import { spawnSync } from "node:child_process";

declare module "vitest" {
  interface TaskMeta {
    /** What this test needs and this machine lacks, so that it is skipped. */
    absent?: Need;
  }
}

/** Something that a machine may lack, and the tests that need it. */
export interface Need {
  /** What is left out where it is absent, such as `the comparison with SPIN`. */
  readonly tests: string;
  /** What it is, and where it comes from, such as `spin and gcc (Debian: apt-get install spin gcc)`. */
  readonly tool: string;
  /** Debian's packages that bring it; none when no package does. */
  readonly packages: readonly string[];
}

const fromDebian = (tests: string, name: string, ...packages: string[]): Need => ({
  tests,
  tool: `${name} (Debian: apt-get install ${packages.join(" ")})`,
  packages,
});

/** What the tests need, each once. */
export const needs = {
  spin: fromDebian("the comparison with SPIN", "spin and gcc", "spin", "gcc"),
  parallel: fromDebian("the recipe for GNU parallel", "GNU parallel", "parallel"),
  compiler: fromDebian("the comparison with a table in C", "a C compiler (cc)", "gcc", "libc6-dev"),
  terminal: fromDebian("what a terminal shows", "util-linux's script", "bsdutils"),
  browser: fromDebian(
    "the tests in a browser",
    "Chrome, Chromium or Edge, or CHROMIUM=<path to one>",
    "chromium",
  ),
  rustc: {
    tests: "the comparison with this machine's Rust compiler",
    tool: "rustc (https://rustup.rs)",
    packages: [],
  },
  linux: { tests: "what only Linux has", tool: "Linux", packages: [] },
  oracle: {
    tests: "the comparison with a running kernel",
    tool: "Linux on x64 or arm64, outside sandboxes",
    packages: [],
  },
} as const satisfies Record<string, Need>;

/**
 * The options of a test, or of several in `describe`, that needs something.
 *
 * @param isThere - Whether it is on this machine.
 */
export function need(
  what: Need,
  isThere: boolean,
): { readonly skip: boolean; readonly meta: { readonly absent?: Need } } {
  return isThere ? { skip: false, meta: {} } : { skip: true, meta: { absent: what } };
}

/** Whether each program starts; `option` is one at which it prints something and ends well. */
export function starts(option: string, ...programs: readonly string[]): boolean {
  return programs.every((program) => spawnSync(program, [option]).status === 0);
}

/** Why tests were skipped: one line for each thing that is absent. */
export function skippedLines(absent: Iterable<Need>): string[] {
  const lines = new Set<string>();
  for (const { tests, tool } of absent) lines.add(`skipped: ${tests} needs ${tool}`);
  return [...lines].sort();
}
