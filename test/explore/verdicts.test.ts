/** What every scenario of the examples comes to is what was recorded before the explorer had one engine, but for the differences that are meant. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { isLong } from "../effort.js";

// In `npm test` each example's verdict is checked; here also the states, the coverage and the run.
describe.runIf(isLong)("verdicts", () => {
  test("no difference is unknown, and none of the list is gone", () => {
    const measure = ["--conditions=fd-reservation:source", "--import", "tsx", "scripts/measure.ts"];
    const { stdout, status } = spawnSync(process.execPath, [...measure, "bench", "verdicts"], {
      encoding: "utf8",
    });
    expect(stdout).toMatch(/^\d{3} scenarios, \d+ known differences, 0 unknown, 0 gone$/m);
    expect(status).toBe(0);
  });
});
