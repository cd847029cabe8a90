/** The model answers as the kernel of this machine does, in every result and every descriptor. */
import * as kernel from "fd-reservation/kernel";
import { afterAll, describe, expect, test } from "vitest";
import { need, needs } from "../tools.js";
import { runs } from "../effort.js";
import { lastKernelText, lastModelText } from "./comparison.js";
import { copyFaults, faultyModel, tableFaults, taskFaults } from "./faults.js";
import { Machine, OracleUnavailable } from "./machine.js";
import { regressions } from "./regressions.js";
import { divergenceReport } from "./report.js";
import { search } from "./search.js";
import { hasThreads } from "./thread.js";

const machine = await Machine.start().catch((error: unknown) => {
  if (!(error instanceof OracleUnavailable)) throw error;
  return error;
});
const needed =
  machine instanceof Machine
    ? need(needs.oracle, true)
    : need({ ...needs.oracle, tool: `${needs.oracle.tool}: ${machine.message}` }, false);

describe("the model against the real kernel", needed, () => {
  const real = machine as Machine;
  afterAll(() => real.stop());

  test.each([
    { operations: runs({ fast: 8_000, usual: 8_000, long: 1_000_000 }), tasks: "one" },
    { operations: runs({ fast: 500, usual: 1_000, long: 50_000 }), tasks: "several" },
  ] as const)(
    "$operations operations agree, tasks: $tasks",
    { timeout: 3_600_000 },
    async ({ tasks, operations }) => {
      const found = await search(real, kernel, { tasks, operations, seed: Date.now() & 0x7fffffff });
      expect(found.divergences.map(divergenceReport).join("\n\n")).toBe("");
      expect(found.operations).toBeGreaterThanOrEqual(operations);
    },
  );

  const performed = regressions.filter(
    ({ operations }) => hasThreads || operations.every(({ op }) => op !== "thread"),
  );
  test.each(performed)("$shows", async ({ operations, kernel: answer }) => {
    expect(lastModelText(kernel, real.nrOpen, operations)).toBe(answer);
    expect(await lastKernelText(real, operations)).toBe(answer);
  });

  test.each([
    ...tableFaults.map((fault) => ({ ...fault, tasks: "one" as const, operations: 20_000 })),
    ...copyFaults.map((fault) => ({ ...fault, tasks: "one" as const, operations: 50_000 })),
    ...taskFaults.map((fault) => ({ ...fault, tasks: "several" as const, operations: 4_000 })),
  ])("it finds: $name", async ({ tasks, operations, ...fault }) => {
    const found = await search(real, await faultyModel(fault), { tasks, operations, seed: 1, shrink: false });
    expect(found.divergences).toHaveLength(1);
  });
});
