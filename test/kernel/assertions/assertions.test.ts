/** What the suites of Linux, LTP and gVisor assert about descriptors holds on the model, in every scheme. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as kernel from "../../../src/kernel/index.js";
import { listScheme } from "../../fixtures/schemes/list.js";
import { Syscalls } from "../syscalls.js";
import { gvisor } from "./gvisor.js";
import { inexpressible, reasons } from "./inexpressible.js";
import { kselftest } from "./kselftest.js";
import { ltp } from "./ltp.js";

const suites = [kselftest, ltp, gvisor];

const schemes: readonly (readonly [name: string, options: kernel.KernelOptions])[] = [
  ["table", { scheme: "table" }],
  ["tagged", { scheme: "tagged" }],
  ["tagged, task-work", { scheme: "tagged", commitVia: "task-work" }],
  ["tagged, transfer", { scheme: "tagged", unshareReserving: "transfer" }],
  ["slots", { scheme: "slots" }],
  ["slots, task-work", { scheme: "slots", commitVia: "task-work" }],
  ["slots, transfer", { scheme: "slots", unshareReserving: "transfer" }],
  ["a user's own", { scheme: listScheme }],
];

describe.each(schemes)("scheme: %s", (_, options) => {
  describe.each(suites)("$name", ({ assertions }) => {
    test.each(assertions)("%s: %s", (_source, _shows, run) => {
      const program = Syscalls.boot(kernel, options);
      for (const fd of [0, 1, 2]) expect(program.open()).toBe(fd);
      run(program);
      const problems = kernel.checkInvariants(program.kernel, "at-rest");
      expect(problems.map(({ message }) => message)).toEqual([]);
    });
  });
});

describe("what cannot be said", () => {
  /** The test that a source names, without the part in brackets. */
  const testOf = (source: string): string => source.replace(/ \(.*\)$/, "");
  const expressed = suites.flatMap(({ name, assertions }) =>
    assertions.map(([source]) => `${name} ${source}`),
  );

  test("is said nowhere", () => {
    const both = inexpressible.filter(([suite, source]) => {
      const pattern = new RegExp(`^${source.replace(/[()[\].]/g, "\\$&").replaceAll("*", ".*")}$`);
      return expressed.some(
        (said) => said.startsWith(`${suite} `) && pattern.test(said.slice(suite.length + 1)),
      );
    });
    expect(both).toEqual([]);
  });

  test("is listed once, and a part of a test only where another part is said or listed", () => {
    const keys = inexpressible.map(([suite, source]) => `${suite} ${source}`);
    expect(keys).toEqual([...new Set(keys)]);
    for (const key of keys.filter((key) => testOf(key) !== key)) {
      const parts = [...expressed, ...keys].filter((other) => other !== key && testOf(other) === testOf(key));
      expect(parts, `other parts of ${key}`).not.toEqual([]);
    }
  });

  test("has reasons, and each is somebody's", () => {
    const given = new Set(inexpressible.map(([, , reason]) => reason));
    expect([...given].sort()).toEqual(Object.keys(reasons).sort());
  });
});

test("the guide tells how many there are, and why others are not", () => {
  const guide = readFileSync(new URL("../../../docs/guides/kernel-reviewers.md", import.meta.url), "utf8");
  const rows = suites.map(({ name, assertions }) => {
    const left = inexpressible.filter(([suite]) => suite === name).length;
    return `| ${name} | ${assertions.length} | ${left} |`;
  });
  const why = Object.entries(reasons).map(([reason, text]) => {
    const count = inexpressible.filter(([, , one]) => one === reason).length;
    return `- ${count}: ${text}.`;
  });
  const plain = guide.replace(/ +/g, " ");
  expect(plain).toContain(`in each of ${schemes.length} schemes`);
  for (const line of [...rows, ...why]) expect(plain).toContain(`${line}\n`);
});
