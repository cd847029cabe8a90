/**
 * Before all tests: says which records are older than what they measure, copies what is built and what commands read into a folder of its own, and builds the package there.
 * What tests run as a process is made of the present sources, whatever stands in `dist`.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { olderRecords } from "../../scripts/measurements.js";
import type {} from "./folder.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is copied: the sources with all that builds, packs and documents them, and the files that commands are run on. */
const PARTS = [
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "api-extractor.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "docs/matrix.json",
  "docs/ownership",
  "etc",
  "examples",
  "scripts",
  "src",
  "test/fixtures",
  "types-tests",
];

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-built-"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const build = (): void => {
    for (const part of PARTS) {
      rmSync(path.join(folder, part), { recursive: true, force: true });
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    }
    execFileSync(process.execPath, ["scripts/build.js"], { cwd: folder, stdio: "inherit" });
  };
  build();
  const older = olderRecords();
  if (older.length > 0) {
    process.stderr.write(
      `Records that are older than what they measure: ${older.join(", ")} (npm run record -- NAME)\n`,
    );
  }
  project.provide("built", folder);
  project.onTestsRerun(() => Promise.resolve(build()));
  return () => rmSync(folder, { recursive: true, force: true });
}
