/**
 * Before all tests: says which records are older than what they measure, copies what is built and what commands read into a folder of its own, and builds the package there.
 * What tests run as a process is made of the present sources, whatever stands in `dist`.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import type { TestProject } from "vitest/node";
import { olderRecords } from "../../scripts/measurements.js";
import type {} from "./folder.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is packed besides what is built. */
function packed(): string[] {
  const { files } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { files: string[] };
  const written = globSync(
    files.filter((pattern) => !pattern.startsWith("dist/")),
    { cwd: root },
  );
  return ["package.json", "README.md", "LICENSE", ...written];
}

/** What is copied: the sources with all that builds, packs and documents them, and the files that commands are run on. */
const PARTS = [
  "tsconfig.json",
  "tsconfig.build.json",
  "api-extractor.json",
  "docs/matrix.json",
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
    for (const part of [...PARTS, ...packed()]) {
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
