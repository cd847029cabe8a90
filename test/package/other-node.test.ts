/** On newer releases of Node, where `using` needs no compiler: the package's own tests and the README's examples. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLong } from "../effort.js";
import { otherNode } from "./other-node.js";
import { install, root } from "./pack.js";
import { packBuilt } from "./packed.js";
import { examples, promisedOutput } from "./readme.js";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(node: string, cwd: string, ...args: string[]): Ended {
  const { LONG: _, ...env } = process.env; // it is this file that is long, not what it runs
  const { status, stdout, stderr } = spawnSync(node, args, {
    cwd,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
    timeout: 1_800_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** The tests that another Node could fail: of what runs, of how scenarios are loaded, and of the rules inside ESLint. */
const PARTS = [
  ...["binding", "c", "designs", "explore", "kernel", "viewer", "ownership/lint"].map(
    (part) => `test/${part}/`,
  ),
  "test/cli/files.test.ts",
];

describe.runIf(isLong).each([
  ["22", "es2022"],
  ["24", "esnext"],
])("Node %s", (version, target) => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-node-"));
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    install(folder, packBuilt(folder).tarball);
    // As a project has its own.
    symlinkSync(path.join(root, "node_modules/typescript"), path.join(folder, "node_modules/typescript"));
  }, 600_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    "the tests of the binding, the kernel, the explorer and the rules pass",
    { timeout: 1_800_000 },
    () => {
      const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project", "!site"];
      // What SPIN says of a model does not depend on Node, and takes longest.
      const besides = ["--exclude", "test/explore/promela.test.ts"];
      const { code, out, err } = run(otherNode(version), root, ...vitest, ...besides, ...PARTS);
      expect(`${out}${err}`).toMatch(/Tests .*\d{3} passed/);
      expect(code).toBe(0);
    },
  );

  test("the README's examples run", () => {
    const files = examples.map((_, index) => `example-${index + 1}.ts`);
    files.forEach((file, index) => writeFileSync(path.join(folder, file), examples[index] ?? ""));
    const flags = ["--strict", "--target", target, "--module", "nodenext"];
    const lib = ["--lib", "es2023,esnext.disposable,dom"];
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const node = otherNode(version);
    expect(run(node, folder, tsc, "--ignoreConfig", ...flags, ...lib, ...files)).toEqual({
      code: 0,
      out: "",
      err: "",
    });
    const isNative = readFileSync(path.join(folder, "example-1.js"), "utf8").includes("using fd");
    expect(isNative).toBe(target === "esnext");
    expect(run(node, folder, "example-1.js")).toEqual({ code: 0, out: `${promisedOutput}\n`, err: "" });
  });
});
