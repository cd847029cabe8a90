/** The recipe for GNU parallel finds what one search finds, and ends with its code. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { need, needs, starts } from "../tools.js";
import { holding, ownFolder, violated } from "./own-folder.js";
import { main, run } from "./run.js";

const recipe = fileURLToPath(new URL("../../recipes/parallel.sh", import.meta.url));

let folder = "";
beforeAll(() => {
  folder = ownFolder({ "good.ts": holding("good"), "wrong.ts": violated("wrong") });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([[["good.ts"]], [["good.ts", "wrong.ts"]]])(
  "%j",
  need(needs.parallel, starts("parallel")),
  (files) => {
    const { status, stdout, stderr } = spawnSync("sh", [recipe, "2", ...files], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, FD_RESERVATION: `${process.execPath} ${main}` },
    });
    const alone = run(["check", ...files], folder);
    expect(status, stderr).toBe(alone.code);
    // Seconds differ, and with them the widths of columns.
    const verdicts = (text: string): unknown[] =>
      [...text.matchAll(/^(good|wrong) +\w+ +(\d+) .* (holds|violated)$/gm)].map(([, ...columns]) => columns);
    expect(verdicts(stdout)).toEqual(verdicts(alone.out));
    expect(verdicts(stdout)).toHaveLength(files.length);
  },
);
