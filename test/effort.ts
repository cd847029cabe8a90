/** How much the tests do: FAST=1 leaves out what takes long, LONG=1 runs the random ones at length. Read here alone. */

export const isFast = process.env["FAST"] === "1";
export const isLong = process.env["LONG"] === "1";

/** The files of tests that FAST=1 leaves out: they take compilers, browsers, ESLint and long searches. */
export const slow = [
  "test/package/**",
  "test/types/**",
  "test/api/**",
  "test/cli/**",
  "test/bench/**",
  "test/oracle/**",
  "test/scripts/**",
  "test/site/**",
  "test/ownership/own.test.ts",
  "test/ownership/parity.test.ts",
  "test/ownership/robust.test.ts",
  "test/lint/**",
  "test/docs/exit-time-install.test.ts",
  "test/kernel/arguments.test.ts",
  "test/ownership/lint/plugin.test.ts",
  "test/growth/**",
  "test/facts.test.ts",
  "test/explore/promela.test.ts",
  "test/explore/published.test.ts",
  "test/explore/heap-limit.test.ts",
  "test/explore/seeded-faults.test.ts",
];

/** How often something random is tried: in `npm run test:fast`, in `npm test`, and in `npm run test:long`. */
export function runs(times: {
  readonly fast: number;
  readonly usual: number;
  readonly long: number;
}): number {
  if (isLong) return times.long;
  return isFast ? times.fast : times.usual;
}
