/** What two passes of the tests say together: what is left for the second, and how many tests passed in either. */
import type { Need } from "../../test/tools.js";

/** What vitest's JSON report says, as far as it is read here. */
export interface Report {
  readonly testResults: readonly FileResult[];
}

interface FileResult {
  /** The path of the file. */
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly TestResult[];
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly meta?: { readonly absent?: Need };
}

/** The tests that were skipped because Debian's packages were absent. */
export interface SecondPass {
  readonly packages: readonly string[];
  readonly files: readonly string[];
  /** A regular expression for the full names of these tests. */
  readonly names: string;
}

/** How many tests came to which end. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What the first pass left for the second. */
export function secondPass(first: Report): SecondPass {
  const packages = new Set<string>();
  const files = new Set<string>();
  const names = new Set<string>();
  for (const { name, assertionResults } of first.testResults) {
    for (const { fullName, meta } of assertionResults) {
      const needed = meta?.absent?.packages ?? [];
      if (needed.length === 0) continue;
      for (const one of needed) packages.add(one);
      files.add(name);
      names.add(fullName.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    }
  }
  return {
    packages: [...packages].sort(),
    files: [...files].sort(),
    names: `^(?:${[...names].sort().join("|")})$`,
  };
}

/** Counts the tests of one pass; a file that cannot be loaded counts as one that failed. */
export function countOf({ testResults }: Report): Counts {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = all.filter(({ status }) => status === "failed").length;
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const passed = all.filter(({ status }) => status === "passed").length;
  return { passed, failed: failed + broken, skipped: all.length - passed - failed };
}

/** Both passes as one: what passed or failed in the second was skipped in the first, and is skipped no more. */
export function sum(first: Counts, second: Counts): Counts {
  return {
    passed: first.passed + second.passed,
    failed: first.failed + second.failed,
    skipped: first.skipped - second.passed - second.failed,
  };
}

/** The line that says how many. */
export function line({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
