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

/** What tests need, each thing once. */
export const needs = {
  spin: fromDebian("the comparison with SPIN", "spin and gcc", "spin", "gcc", "libc6-dev"),
  parallel: fromDebian("the recipe for GNU parallel", "parallel(1)", "parallel"),
  compiler: fromDebian("the comparison with a table in C", "cc", "gcc", "libc6-dev"),
  script: fromDebian("testing on a terminal", "util-linux's script", "bsdutils"),
  browser: fromDebian(
    "testing in a browser",
    "Chrome, Chromium or Edge, or CHROMIUM=<path to one>",
    "chromium",
  ),
  rustc: {
    tests: "the comparison with this machine's rustc",
    tool: "rustc (https://rustup.rs)",
    packages: [],
  },
  oracle: {
    tests: "the comparison with a running kernel",
    tool: "Linux on x64 or arm64, outside sandboxes",
    packages: [],
  },
  errnoHeader: { tests: "the comparison with errno.h", tool: "Linux", packages: [] },
  fullDevice: { tests: "writing to a full device", tool: "/dev/full (Linux)", packages: [] },
  ordinaryUser: { tests: "writing to a forbidden folder", tool: "a user other than root", packages: [] },
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

/** Whether a program is installed: it ends well when it is asked for its version. */
export function starts(program: string, option = "--version"): boolean {
  return spawnSync(program, [option]).status === 0;
}

/** Why tests were skipped: one line for each thing that is absent. */
export function skippedLines(absent: Iterable<Need>): string[] {
  const lines = new Set<string>();
  for (const { tests, tool } of absent) lines.add(`skipped: ${tests} needs ${tool}`);
  return [...lines].sort();
}
