/** The two passes of .ci/run: what the second one runs, and that no test is counted twice or lost. */
import { describe, expect, test } from "vitest";
import { countOf, failuresOf, line, secondPass, sum, type Report } from "../../scripts/ci/passes.js";
import { needs, type Need } from "../tools.js";

interface Test {
  readonly fullName: string;
  readonly status: string;
  readonly meta: { absent?: Need };
}
const one = (fullName: string, status: string, absent?: Need): Test => ({
  fullName,
  status,
  meta: absent === undefined ? {} : { absent },
});
const report = (files: Readonly<Record<string, readonly Test[]>>, status = "passed"): Report => ({
  testResults: Object.entries(files).map(([name, assertionResults]) => ({ name, status, assertionResults })),
});

const first = report({
  "/a.test.ts": [one("SPIN copy (1)", "skipped", needs.spin), one("no tool", "passed")],
  "/b.test.ts": [one("rust", "skipped", needs.rustc), one("keys", "skipped", needs.script)],
  "/c.test.ts": [one("nothing", "passed")],
});

describe("the second pass", () => {
  test("has the tests that lack a package, and no others", () => {
    const { packages, files, names } = secondPass(first);
    expect(packages).toEqual(["bsdutils", "gcc", "libc6-dev", "spin"]);
    expect(files).toEqual(["/a.test.ts", "/b.test.ts"]);
    const chosen = new RegExp(names);
    const all = first.testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(all.map(({ fullName }) => fullName).filter((name) => chosen.test(name))).toEqual([
      "SPIN copy (1)",
      "keys",
    ]);
    expect(chosen.test("keys and more")).toBe(false);
  });

  test("needs no package when nothing was skipped for one", () => {
    expect(secondPass(report({ "/c.test.ts": [one("nothing", "passed")] })).packages).toEqual([]);
  });
});

describe("the closing line", () => {
  test("is of both", () => {
    // What was not chosen is skipped in the report of the second.
    const second = report({
      "/a.test.ts": [one("SPIN copy (1)", "passed"), one("no tool", "skipped")],
      "/b.test.ts": [one("rust", "skipped", needs.rustc), one("keys", "failed")],
    });
    expect(line(countOf(first))).toBe("2 passed, 0 failed, 3 skipped");
    expect(line(sum(countOf(first), countOf(second)))).toBe("3 passed, 1 failed, 1 skipped");
  });

  test("comes after what failed", () => {
    const failing = { ...one("keys", "failed"), failureMessages: ["Error: no key\n  at keys.ts:3"] };
    expect(failuresOf(report({ "/a.test.ts": [one("good", "passed"), failing] }, "failed"))).toEqual([
      "/a.test.ts: keys\n  Error: no key\n    at keys.ts:3",
    ]);
    const [broken] = report({ "/broken.test.ts": [] }, "failed").testResults;
    expect(
      failuresOf({ testResults: [{ ...broken, message: "no such file" } as typeof broken & object] }),
    ).toEqual(["/broken.test.ts\n  no such file"]);
  });

  test("counts a file that cannot be loaded as a failure", () => {
    expect(countOf(report({ "/broken.test.ts": [] }, "failed")).failed).toBe(1);
    expect(countOf(report({ "/d.test.ts": [one("fails", "failed")] }, "failed")).failed).toBe(1);
  });
});
