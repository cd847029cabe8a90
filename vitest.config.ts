/** How the tests run: everything by default; FAST=1 leaves out what spawns compilers, browsers and long searches. */
import { defineConfig } from "vitest/config";

const slow = [
  "test/package/**",
  "test/types/**",
  "test/api/**",
  "test/cli/**",
  "test/bench/**",
  "test/oracle/**",
  "test/explore/promela.test.ts",
  "test/site/**",
];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: process.env["FAST"] === "1" ? slow : [],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: one file of tests besides the compilers and processes that tests start.
    maxWorkers: 2,
  },
});
