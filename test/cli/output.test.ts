/** What all commands do with their output. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { fixture } from "./run.js";

test("a reader that has enough, such as head, ends a command without a word", () => {
  const { stdout, stderr } = spawnSync(
    "node dist/cli/main.js matrix --json --recorded docs/matrix.json | head -1",
    { shell: true, encoding: "utf8" },
  );
  expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
});

test("colours only on a terminal, also where CI is set, as continuous integration does", () => {
  const args = ["dist/cli/main.js", "check", fixture("lost-increment.ts")];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, CI: "true", NO_COLOR: "", FORCE_COLOR: "" },
  });
  expect(status).toBe(1);
  expect(stdout).toContain("VIOLATED");
  expect(stdout).not.toContain("\u001b");
});
