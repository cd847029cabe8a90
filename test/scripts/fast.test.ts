/** FAST=1 says what it leaves out, also where that is all that was asked for. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("the tests against the real kernel are left out, and it is said", () => {
  const { stderr, status } = spawnSync("npx", ["vitest", "run", "test/oracle"], {
    encoding: "utf8",
    env: { ...process.env, FAST: "1" },
  });
  expect(stderr).toMatch(/^FAST=1 leaves out .*test\/oracle\/\*\*/m);
  // Nothing was tested.
  expect(status).toBe(1);
});
