/** The type tests of types-tests, by tsd on the built declarations. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { built } from "../built/folder.js";

test("tsd finds no difference", () => {
  const cwd = built;
  const tsd = fileURLToPath(new URL("../../node_modules/tsd/dist/cli.js", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsd, "--typings", "dist/index.d.ts"], {
    cwd,
    encoding: "utf8",
  });
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});
