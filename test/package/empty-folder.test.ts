/** A newcomer's first run: the documented configuration, word for word, in an empty folder. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packBuilt } from "./packed.js";
import { documentedConfig, documentedConfigFile, layProject } from "./project.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-empty-"));
  mkdirSync(path.join(folder, "nothing"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["eslint", "eslint-10"] as const)("%s", (eslint) => {
  let project = "";
  beforeAll(() => {
    project = path.join(folder, eslint);
    const { tarball } = packBuilt(folder);
    layProject(project, path.join(folder, "nothing"), tarball, { typescript: "typescript", eslint });
    // As `npm init -y` of npm 11 leaves it.
    const manifest = { name: "first", version: "1.0.0", type: "commonjs" };
    writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest));
    writeFileSync(path.join(project, documentedConfigFile), documentedConfig);
  });

  const lint = (): { code: number | null; out: string } => {
    const args = ["--no-warnings", "node_modules/eslint/bin/eslint.js", "."];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    return { code: status, out: stdout + stderr };
  };

  test("nothing is there, and nothing is wrong", () => {
    expect(documentedConfigFile).toBe("eslint.config.mjs");
    expect(lint()).toEqual({ code: 0, out: "" });
  });

  test("a first file and a tsconfig.json: its mistake is found, and nothing else", () => {
    const compilerOptions = { strict: true, lib: ["esnext"], types: [] };
    writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    writeFileSync(
      path.join(project, "first.ts"),
      `declare class File implements Disposable { static open(): File; read(): number; [Symbol.dispose](): void }
export function first(): number { const file = File.open(); return file.read(); }\n`,
    );
    const { code, out } = lint();
    expect(out).toMatch(/first\.ts\n +2:\d+ +error .*ownership\/not-disposed/s);
    expect(out).toContain("1 problem (1 error, 0 warnings)");
    expect(code).toBe(1);
  });
});
