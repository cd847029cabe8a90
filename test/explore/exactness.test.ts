/** The explorer against a naive enumeration of all runs: the same ends and the same verdicts, every reduction on and off. */
import fc from "fast-check";
import { explore, type ExploreOptions } from "fd-reservation/explore";
import { expect, test } from "vitest";
import { isLong, runs } from "../effort.js";
import { parseToken } from "../../src/explore/internal.js";
import { enumerate, programs, type Program, type Size } from "./brute-force.js";
import { programScenario } from "./program-scenario.js";

const RUNS = runs({ fast: 100, usual: 2000, long: 20_000 });
/** Programs that have more runs are left out: to enumerate them takes longest. */
const MOST = runs({ fast: 1000, usual: 1000, long: 3000 });

/** What the explorer says of a program: its ends, or the kind of what it violates and how large the run is that shows it. */
function exploreProgram(
  program: Program,
  options: ExploreOptions,
  violates?: "kernel" | "deadlock",
): { ends: Set<string>; violation: string | undefined; verdict: string; size: Size | undefined } {
  const ends = new Set<string>();
  const { counterexample, verdict } = explore(
    programScenario(program, {
      check({ kernel, shared, results }) {
        const words = [0, 1, 2].map((word) => kernel.memory.words[shared + word]);
        ends.add(`${words.join()} ${Object.values(results).join()}`);
      },
      ...(violates === undefined ? {} : { violates }),
    }),
    options,
  );
  const { token, failures = [] } = counterexample ?? {};
  const size =
    token === undefined
      ? undefined
      : { failures: failures.length, accesses: parseToken(token).schedule.length };
  return { ends, violation: counterexample?.violation?.kind, verdict, size };
}

type Way = readonly [name: string, options: ExploreOptions];
const reduced: Way = ["reduced", {}];
/** Each program is explored in one of these ways as well; at length, in all of them. */
const others: readonly Way[] = [
  ["every access a scheduling point", { reduce: false }],
  ["reduced, depth first", { order: "depth" }],
];

test(`${RUNS} random programs end as the enumeration of all their runs says`, { timeout: 3_600_000 }, () => {
  let violating = 0;
  let compared = 0;
  fc.assert(
    fc.property(
      programs,
      fc.integer({ min: 1, max: 2 }),
      fc.boolean(),
      fc.constantFrom(...others),
      (program, failures, reuse, other) => {
        const expected = enumerate(program, MOST, { failures, reuse });
        fc.pre(expected.runs >= 0);
        compared++;
        if (expected.violations.size > 0) violating++;
        for (const [name, how] of [reduced, ...(isLong ? others : [other])]) {
          const options = { ...how, failures, reuse };
          if (expected.violations.size === 0) {
            const { ends, violation } = exploreProgram(program, options);
            expect(violation, name).toBeUndefined();
            expect([...ends].sort(), name).toEqual([...expected.ends].sort());
            continue;
          }
          // Every kind of violation that there is is found, and no other.
          for (const kind of ["kernel", "deadlock"] as const) {
            const { verdict, size } = exploreProgram(program, options, kind);
            const isThere = expected.violations.has(kind);
            expect([kind, verdict], name).toEqual([kind, isThere ? "expected" : "violated"]);
            // The run that is shown is a shortest one of those with the fewest failures.
            if (verdict === "expected" && how.order !== "depth")
              expect([kind, size], name).toEqual([kind, expected.violations.get(kind)]);
          }
        }
      },
    ),
    { numRuns: RUNS, seed: 20240915 },
  );
  // Both kinds were there, or nothing was compared.
  expect(compared).toBeGreaterThanOrEqual(RUNS);
  expect(violating).toBeGreaterThan(RUNS / 20);
  expect(violating).toBeLessThan(RUNS * 0.95);
});
