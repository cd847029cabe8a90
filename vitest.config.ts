/** How the tests run: everything by default; FAST=1 leaves out what spawns compilers, browsers and long searches. */
import { defineConfig } from "vitest/config";

const slow = [
  "test/package/**",
  "test/types/**",
  "test/api/**",
  "test/cli/**",
  "test/bench/**",
  "test/oracle/**",
  "test/ownership/parity.test.ts",
  "test/ownership/robust.test.ts",
  "test/explore/promela.test.ts",
];
const isFast = process.env["FAST"] === "1";
// For what hangs only: how fast a machine is decides no result.
const timeouts = { testTimeout: 600_000, hookTimeout: 600_000 };
/** Where what came of each test is written as JSON, for programs. */
const report = process.env["REPORT"];

export default defineConfig({
  test: {
    // Two cores: one file of tests besides the compilers and processes that tests start.
    maxWorkers: 2,
    reporters: ["default", "./test/skipped.ts", ...(report === undefined ? [] : ["json"])],
    ...(report === undefined ? {} : { outputFile: { json: report } }),
    projects: [
      {
        test: {
          ...timeouts,
          name: "package",
          include: ["test/**/*.test.ts"],
          exclude: ["test/site/**", ...(isFast ? slow : [])],
        },
      },
      // The site is built and served once for all of its tests.
      ...(isFast
        ? []
        : [
            {
              test: {
                ...timeouts,
                name: "site",
                include: ["test/site/**/*.test.ts"],
                globalSetup: "test/site/setup.ts",
              },
            },
          ]),
    ],
  },
});
