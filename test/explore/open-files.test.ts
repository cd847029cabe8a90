/** A trace tells every open file with its count at each step, and each that the run has freed. */
import { explore, follow, type Trace, type TraceStep } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import fence from "../../examples/bugs/vmwgfx-fence/raw.js";
import fenceFixed from "../../examples/bugs/vmwgfx-fence/fixed.js";
import pipe from "../../examples/callsites/pipe2/raw.js";

/** The slots of all tables that lead to a file. */
function slotsTo({ tables }: TraceStep, address: number): number {
  return tables.flatMap(({ slots }) => slots.filter(({ value }) => (value & ~1) === address)).length;
}

function lastStep({ steps }: Trace): TraceStep {
  return steps.at(-1) ?? expect.unreachable("the run has no step");
}

describe("open files", () => {
  test("a file that is freed while a slot leads to it stays in the trace, as freed", () => {
    const { counterexample } = explore(fence);
    const { steps = [], openFilesBefore } = counterexample ?? expect.unreachable("it holds");
    const counts = steps.map(({ openFiles }) =>
      openFiles.map(({ count, freed }) => (freed ? "freed" : count)),
    );
    expect(openFilesBefore).toEqual([]);
    expect(counts.at(0)).toEqual([]);
    expect(counts).toContainEqual([1]);
    expect(counts.at(-1)).toEqual(["freed"]);
    const end = lastStep(counterexample as Trace);
    expect(slotsTo(end, end.openFiles[0]?.address ?? 0)).toBe(1);
  });

  test("the same failure in the fixed call frees the file, and no slot leads to it", () => {
    const { counterexample } = explore(fence);
    const end = lastStep(follow(fenceFixed, counterexample as Trace));
    expect(end.openFiles.map(({ freed }) => freed)).toEqual([true]);
    expect(slotsTo(end, end.openFiles[0]?.address ?? 0)).toBe(0);
  });

  test("at rest a live file has as many references as slots lead to it", () => {
    const end = lastStep(follow(pipe, { steps: [], failures: [] }));
    const live = end.openFiles.filter(({ freed }) => freed !== true);
    expect(live).toHaveLength(2);
    for (const { address, count } of live) expect(slotsTo(end, address)).toBe(count);
  });
});
