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
  /** Why it could not be loaded. */
  readonly message?: string;
  readonly assertionResults: readonly TestResult[];
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
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
export function countOf(report: Report): Counts {
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = all.filter(({ status }) => status === "failed").length;
  const passed = all.filter(({ status }) => status === "passed").length;
  return { passed, failed: failuresOf(report).length, skipped: all.length - passed - failed };
}

/** What failed in one pass, a few lines each: the file, the test, and how the message begins. */
export function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message = "", assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [`${name}\n${beginning(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages = [] }) => `${name}: ${fullName}\n${beginning(failureMessages[0] ?? "")}`,
    );
  });
}

function beginning(message: string): string {
  return message
    .split("\n")
    .slice(0, 6)
    .map((text) => `  ${text}`)
    .join("\n");
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
