/** The package is ready for a registry: what npm, publint and "are the types wrong" say of its tarball. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { built } from "../built/folder.js";
import { pack, root, type Packed } from "./pack.js";
import { packBuilt } from "./packed.js";

const ENTRIES = ["kernel", "table", "designs", "explore", "c", "ownership", "eslint"];
let folder: string;
let packed: Packed;

/** Runs a program of a dev dependency, and keeps what it prints. */
function run(script: string, ...args: string[]): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, "node_modules", script), ...args],
    { cwd: folder, encoding: "utf8", timeout: 600_000, env: { ...process.env, NO_COLOR: "1" } },
  );
  return { code: status, out: stdout + stderr };
}

const publint = (tarball: string): ReturnType<typeof run> =>
  run("publint/src/cli.js", "run", "--strict", tarball);

// The package is ESM only: every compiler and Node that it supports loads ES modules. The profile leaves out the two
// resolutions that cannot find them: Node 10's, which knows no `exports`, and `require` of a CommonJS file.
const attw = (tarball: string): ReturnType<typeof run> =>
  run(
    "@arethetypeswrong/cli/dist/index.js",
    "--profile",
    "esm-only",
    "--no-emoji",
    "--format",
    "ascii",
    tarball,
  );

/** What npm would warn of if the package in a folder were published; asks no registry. */
function publishWarnings(source: string): string[] {
  const nowhere = ["--registry", "http://127.0.0.1:9/", "--fetch-retries", "0"];
  const { status, stdout, stderr } = spawnSync(
    "npm",
    ["publish", "--dry-run", "--ignore-scripts", "--loglevel", "warn", ...nowhere],
    { cwd: source, encoding: "utf8", timeout: 600_000 },
  );
  expect(stdout).toContain("+ fd-reservation@");
  expect(status).toBe(0);
  return stderr
    .split("\n")
    .filter((line) => line.startsWith("npm warn publish") && !line.includes("requires you to be logged in"));
}

/** A copy of the package whose package.json was changed. */
function planted(name: string, change: (manifest: Manifest) => void): string {
  const copy = path.join(folder, name);
  mkdirSync(copy);
  for (const part of ["dist", "README.md"])
    cpSync(path.join(built, part), path.join(copy, part), { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
  change(manifest);
  writeFileSync(path.join(copy, "package.json"), JSON.stringify(manifest));
  return copy;
}

interface Manifest {
  readonly bin: Record<string, string>;
  readonly exports: Record<string, Record<string, string>>;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-publish-"));
  packed = packBuilt(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("npm publish --dry-run has nothing to correct", () => {
  expect(publishWarnings(built)).toEqual([]);
  const wrong = planted("bin", ({ bin }) => {
    bin["fd-reservation"] = "./dist/cli/main.js";
  });
  expect(publishWarnings(wrong)).not.toEqual([]);
});

test("publint finds nothing, not even a suggestion", () => {
  expect(publint(packed.tarball)).toMatchObject({
    code: 0,
    out: expect.stringContaining("All good!") as string,
  });
});

test("every entry point's types are those of its module", () => {
  const { code, out } = attw(packed.tarball);
  const found = [...out.matchAll(/^"(.+)"\n\nnode16 \(from ESM\): OK \(ESM\)$/gm)].map(([, name]) => name);
  expect(found).toEqual(["fd-reservation", ...ENTRIES.map((entry) => `fd-reservation/${entry}`)]);
  expect(code).toBe(0);
});

test("both notice types that are not there", () => {
  const wrong = planted("types", ({ exports }) => {
    if (exports["./kernel"] !== undefined) exports["./kernel"]["types"] = "./dist/kernel/none.d.ts";
  });
  const destination = path.join(folder, "wrong");
  mkdirSync(destination);
  const { tarball } = pack(wrong, destination);
  expect(publint(tarball).code).toBe(1);
  expect(attw(tarball).code).toBe(1);
});
