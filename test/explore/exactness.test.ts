/** The explorer against a naive enumeration of all runs: the same ends and the same verdicts, every reduction on and off. */
import fc from "fast-check";
import { explore, scenario, type ExploreOptions } from "fd-reservation/explore";
import { expect, test } from "vitest";
import { enumerate, LAYOUT, programs, runTask, type Program } from "./brute-force.js";

const RUNS = process.env["FAST"] === undefined ? 5000 : 300;

/** What the explorer says of a program: its ends, or the kind of what it violates. */
function exploreProgram(
  program: Program,
  options: ExploreOptions,
): { ends: Set<string>; violation: string | undefined } {
  const ends = new Set<string>();
  const { counterexample } = explore(
    scenario<number>({
      name: "a random program",
      setup({ kernel: { memory } }) {
        const base = memory.allocate(LAYOUT.size, "program");
        const block = memory.allocate(1, "block");
        memory.store(block, 4);
        memory.store(base + LAYOUT.pointer, block);
        return base;
      },
      tasks: Object.fromEntries(
        program.map((instructions, task) => [
          `task ${task}`,
          (current, base: number) => runTask(current.kernel, base, task, instructions),
        ]),
      ),
      check({ kernel, shared, results }) {
        const words = [0, 1, 2].map((word) => kernel.memory.words[shared + word]);
        ends.add(`${words.join()} ${Object.values(results).join()}`);
      },
    }),
    options,
  );
  return { ends, violation: counterexample?.violation?.kind };
}

const ways: [name: string, options: ExploreOptions][] = [
  ["reduced", {}],
  ["every access a scheduling point", { reduce: false }],
  ["reduced, depth first", { order: "depth" }],
];

test(`${RUNS} random programs end as the enumeration of all their runs says`, () => {
  let violating = 0;
  let compared = 0;
  fc.assert(
    fc.property(programs, (program) => {
      const expected = enumerate(program, 3_000);
      fc.pre(expected.runs >= 0);
      compared++;
      if (expected.violations.size > 0) violating++;
      for (const [name, options] of ways) {
        const { ends, violation } = exploreProgram(program, options);
        if (expected.violations.size > 0) {
          expect(expected.violations, name).toContain(violation);
        } else {
          expect(violation, name).toBeUndefined();
          expect([...ends].sort(), name).toEqual([...expected.ends].sort());
        }
      }
    }),
    { numRuns: RUNS, seed: 20240915 },
  );
  // Both kinds were there, or nothing was compared.
  expect(compared).toBeGreaterThanOrEqual(RUNS);
  expect(violating).toBeGreaterThan(RUNS / 20);
  expect(violating).toBeLessThan(RUNS * 0.95);
});
