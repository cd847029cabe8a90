/** The model answers as the kernel of this machine does, in every result and every descriptor. */
import * as kernel from "fd-reservation/kernel";
import { afterAll, describe, expect, test } from "vitest";
import { faultyModel, tableFaults } from "./faults.js";
import { Machine, OracleUnavailable } from "./machine.js";
import { divergenceReport } from "./report.js";
import { search } from "./search.js";

/** FAST=1 compares a tenth: for the loop while one works. */
const OPERATIONS = process.env["FAST"] === "1" ? 10_000 : 100_000;

const machine = await Machine.start().catch((error: unknown) => {
  if (!(error instanceof OracleUnavailable)) throw error;
  console.warn(`The oracle is skipped: ${error.message}.`);
  return undefined;
});

describe.skipIf(machine === undefined)("the model against the real kernel", () => {
  const real = machine as Machine;
  afterAll(() => real.stop());

  test(`${OPERATIONS} operations of one task agree`, { timeout: 120_000 }, async () => {
    const found = await search(real, kernel, { operations: OPERATIONS, seed: Date.now() & 0x7fffffff });
    expect(found.divergences.map(divergenceReport).join("\n\n")).toBe("");
    expect(found.operations).toBeGreaterThanOrEqual(OPERATIONS);
  });

  test.each(tableFaults)("it finds: $name", async (fault) => {
    const found = await search(real, await faultyModel(fault), {
      operations: 20_000,
      seed: 1,
      shrink: false,
    });
    expect(found.divergences).toHaveLength(1);
  });
});
