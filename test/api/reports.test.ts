/** The API reports in etc/ say what the built declarations say, with every symbol documented. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tsx = path.join(root, "node_modules/tsx/dist/cli.mjs");

function checkReports(folder: string): { code: number | null; err: string } {
  const { status, stderr } = spawnSync(process.execPath, [tsx, "scripts/api.ts", "--check"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, err: stderr };
}

test("the reports are current", () => {
  expect(checkReports(root)).toEqual({ code: 0, err: "" });
});

test("a changed signature and a missing comment are noticed", () => {
  const copy = mkdtempSync(path.join(tmpdir(), "fd-reservation-api-"));
  try {
    for (const name of ["dist", "etc", "scripts", "src"])
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    for (const name of ["package.json", "api-extractor.json", "tsconfig.json", "tsconfig.build.json"]) {
      cpSync(path.join(root, name), path.join(copy, name));
    }
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    const file = path.join(copy, "dist/binding/task.d.ts");
    const text = readFileSync(file, "utf8");
    const changed = text.replace(
      "close(fd: number): number;",
      "close(fd: number, hard?: boolean): number;\n    undocumented(): void;",
    );
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    const { code, err } = checkReports(copy);
    expect(code).toBe(1);
    expect(err).toContain(".: the report in etc/ is stale; run npm run api");
  } finally {
    rmSync(copy, { recursive: true });
  }
});
