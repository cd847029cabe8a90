/** What all commands do with their output. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("a reader that has enough, such as head, ends a command without a word", () => {
  const { stdout, stderr } = spawnSync(
    "node dist/cli/main.js matrix --json --recorded docs/matrix.json | head -1",
    { shell: true, encoding: "utf8" },
  );
  expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
});
