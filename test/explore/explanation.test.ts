/** Explanations say what an exit does wrong by the kind of what it violates: for every run of the examples. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { explore, isScenario, type Trace, type Violation } from "fd-reservation/explore";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { faultOf } from "../../src/explore/explanation.js";

const says: Readonly<Record<ReturnType<typeof faultOf>, RegExp>> = {
  leak: /leaks what was taken/,
  "undone-twice": /undoes once more/,
  "freed-under-a-user": /frees what others can still reach/,
  "published-too-early": /fails although its descriptor is public/,
  lost: /loses what was there/,
  "wrong-file": /names a file that does not belong there/,
  stuck: /waits for what nobody will do/,
  wrong: /it is this exit that ends wrong/,
};

const table = (...slots: Trace["before"][number]["slots"]): Trace["before"] => [
  { files: 4, count: 1, nextFd: 0, maxFds: 64, slots },
];
const slot = (
  fd: number,
  state: "reserved" | "open",
  value = 0,
): Trace["before"][number]["slots"][number] => ({
  fd,
  state,
  value,
  cloexec: false,
});

describe("what an exit does wrong", () => {
  const after = (violation: Partial<Violation>, now: Trace["before"], before = table()): string =>
    faultOf({
      violation: { kind: "kernel", rule: "x", message: "x", ...violation },
      before,
      steps: [{ task: "a", operation: "close", args: [], tables: now }],
    });

  test.each<[string, string]>([
    ["leak", after({ rule: "leak" }, table())],
    ["leak", after({ kind: "guard", rule: "leaked-file" }, table())],
    ["leak", after({ kind: "changed", descriptor: 3, files: 4 }, table(slot(3, "reserved")))],
    ["undone-twice", after({ rule: "double-free" }, table())],
    ["freed-under-a-user", after({ rule: "use-after-free" }, table())],
    ["published-too-early", after({ kind: "changed", descriptor: 3, files: 4 }, table(slot(3, "open", 8)))],
    ["lost", after({ kind: "changed", descriptor: 3, files: 4 }, table(), table(slot(3, "open", 8)))],
    [
      "wrong-file",
      after(
        { kind: "changed", descriptor: 3, files: 4 },
        table(slot(3, "open", 8)),
        table(slot(3, "open", 6)),
      ),
    ],
    ["published-too-early", after({ rule: "corruption", descriptor: 3, files: 4, file: 8 }, table())],
    ["undone-twice", after({ rule: "corruption", descriptor: 3, files: 4 }, table())],
    ["stuck", after({ kind: "deadlock", rule: "deadlock" }, table())],
    ["wrong", after({ kind: "check", rule: "check" }, table())],
  ])("%s", (fault, told) => expect(told).toBe(fault));
});

test("every example that goes wrong at an exit is explained by its kind", { timeout: 300_000 }, async () => {
  const told = new Set<string>();
  for (const file of globSync(["examples/{bugs,misuse,tutorial}/**/*.ts"]).sort()) {
    const module = (await import(pathToFileURL(path.resolve(file)).href)) as object;
    for (const scenario of Object.values(module).flat().filter(isScenario)) {
      if (scenario.order.length > 1) continue;
      const { counterexample } = explore(scenario);
      if (!/^Without .* the run holds:/.test(counterexample?.why ?? "")) continue;
      const fault = faultOf(counterexample as Trace);
      expect(counterexample?.why, `${file}: ${counterexample?.violation?.message}`).toMatch(says[fault]);
      told.add(fault);
    }
  }
  expect(told.size).toBeGreaterThan(1);
});
