/** The API reports in etc/ say what the built declarations say, with every symbol documented. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { built } from "../built/folder.js";

const tsx = path.join(built, "node_modules/tsx/dist/cli.mjs");

function checkReports(folder: string): { code: number | null; err: string } {
  const { status, stderr } = spawnSync(process.execPath, [tsx, "scripts/api.ts", "--check"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, err: stderr };
}

test("the reports are current", () => {
  expect(checkReports(built)).toEqual({ code: 0, err: "" });
});

test("a changed signature, a missing comment and a missing release tag are noticed", () => {
  const copy = mkdtempSync(path.join(tmpdir(), "fd-reservation-api-"));
  try {
    for (const name of ["dist", "etc", "scripts", "src"])
      cpSync(path.join(built, name), path.join(copy, name), { recursive: true });
    for (const name of ["package.json", "api-extractor.json", "tsconfig.json", "tsconfig.build.json"]) {
      cpSync(path.join(built, name), path.join(copy, name));
    }
    symlinkSync(path.join(built, "node_modules"), path.join(copy, "node_modules"));
    // Of two entry points alone: each takes seconds.
    const description = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8")) as {
      exports: Record<string, unknown>;
    };
    const { ".": main, "./eslint": plugin } = description.exports;
    description.exports = { ".": main, "./eslint": plugin };
    writeFileSync(path.join(copy, "package.json"), JSON.stringify(description));
    const file = path.join(copy, "dist/binding/task.d.ts");
    const text = readFileSync(file, "utf8");
    const changed = text.replace(
      "close(fd: number): number;",
      "close(fd: number, hard?: boolean): number;\n    undocumented(): void;",
    );
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    const lint = path.join(copy, "dist/lint/index.d.ts");
    writeFileSync(
      lint,
      `${readFileSync(lint, "utf8")}/** Has no tag. */\nexport declare const untagged: number;\n`,
    );
    const { code, err } = checkReports(copy);
    expect(code).toBe(1);
    expect(err).toContain(".: the report in etc/ is stale; run npm run api");
    expect(err).toContain(".: the report has (undocumented) members");
    expect(err).toMatch(/^\.\/eslint: ae-missing-release-tag: .*"untagged" is part of the package's API/m);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
