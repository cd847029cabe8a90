/** How a run goes wrong, by what it violates and by what happened to the slot. */
import type { Trace, Violation } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import { faultOf, type Fault } from "../../src/explore/explanation.js";

const table = (...slots: Trace["before"][number]["slots"]): Trace["before"] => [
  { files: 4, count: 1, nextFd: 0, maxFds: 64, slots },
];
const slot = (
  fd: number,
  state: "reserved" | "open" | "corrupt",
  value = 0,
): Trace["before"][number]["slots"][number] => ({
  fd,
  state,
  value,
  cloexec: false,
});

describe("how a run goes wrong", () => {
  const after = (
    violation: Partial<Violation>,
    ...tables: readonly Trace["before"][]
  ): string | undefined => {
    const [before = table(), ...others] = tables;
    return faultOf({
      violation: { kind: "kernel", rule: "x", message: "x", ...violation },
      before,
      steps: others.map((now) => ({ task: "a", operation: "close", args: [], tables: now, openFiles: [] })),
    });
  };
  const changed = { kind: "changed", descriptor: 3, files: 4 } as const;
  const corrupt = { rule: "corruption", descriptor: 3, files: 4, file: 8 } as const;

  test.each<[Fault, string | undefined]>([
    ["leak", after({ rule: "leak", descriptor: 3, files: 4 }, table())],
    ["leak", after({ kind: "guard", rule: "leaked-file" }, table())],
    ["leak", after(changed, table(), table(slot(3, "reserved")))],
    ["left-locked", after({ rule: "leak", files: 4 }, table())],
    ["left-locked", after({ rule: "lock-held" }, table())],
    ["undone-twice", after({ rule: "double-free" }, table())],
    ["not-locked", after({ rule: "wrong-unlock" }, table())],
    ["used-after-move", after({ kind: "guard", rule: "use-after-move" }, table())],
    ["left-behind", after({ kind: "guard", rule: "live-reservation" }, table())],
    ["uncommitted", after({ kind: "guard", rule: "uncommitted-set" }, table())],
    ["guarded", after({ kind: "guard", rule: "wrong-count" }, table())],
    ["freed-under-a-user", after({ rule: "use-after-free" }, table())],
    ["published-too-early", after(changed, table(), table(slot(3, "open", 8)))],
    ["published-too-early", after(changed, table(slot(3, "reserved")), table(slot(3, "open", 8)))],
    ["lost", after(changed, table(slot(3, "open", 8)), table())],
    ["wrong-file", after(changed, table(slot(3, "open", 8)), table(slot(3, "open", 6)))],
    ["taken-back", after(corrupt, table(slot(3, "open", 8)), table(slot(3, "corrupt", 8)))],
    ["unreserved", after(corrupt, table(slot(3, "reserved")), table(), table(slot(3, "corrupt", 8)))],
    // It was closed long before.
    ["unreserved", after(corrupt, table(slot(3, "open", 6)), table(), table(slot(3, "corrupt", 8)))],
    ["set-differs", after({ rule: "corruption", descriptor: 3, files: 4 }, table(slot(3, "reserved")))],
    ["inconsistent", after({ rule: "corruption", files: 4 }, table())],
    ["no-object", after({ rule: "null-pointer" }, table())],
    ["bug", after({ rule: "bug" }, table())],
    ["warning", after({ rule: "warn" }, table())],
    ["stuck", after({ kind: "deadlock", rule: "deadlock" }, table())],
    ["checked", after({ kind: "check", rule: "check" }, table())],
    ["thrown", after({ kind: "exception", rule: "TypeError" }, table())],
  ])("%s", (fault, told) => expect(told).toBe(fault));

  test("a run that holds does not go wrong", () => {
    expect(faultOf({ before: table(), steps: [] })).toBeUndefined();
  });
});
