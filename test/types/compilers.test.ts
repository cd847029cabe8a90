/** TypeScript 6 and 7 give the same verdict, by code and line, on every case of types-tests, and it is the one that
 * the case's own comments promise. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { built } from "../built/folder.js";
import { isLong } from "../effort.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = path.join(root, "node_modules/.cache/test-types");
const compilers = { "TypeScript 6": "typescript", "TypeScript 7": "typescript-7" } as const;

/** `file:line code` of every error, sorted. */
function compile(compiler: string, project: string): string[] {
  const tsc = path.join(root, "node_modules", compiler, "bin", "tsc");
  // What neither a file nor the compiler has changed since is not checked again.
  const known = path.join(cache, `${compiler}-${project.replaceAll("/", "-")}.tsbuildinfo`);
  const options = ["--noEmit", "--pretty", "false", "--incremental", "--tsBuildInfoFile", known];
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", project, ...options], {
    cwd: root,
    encoding: "utf8",
  });
  const errors = [...stdout.matchAll(/^(\S+?)\((\d+),\d+\): error (TS\d+)/gm)];
  return errors.map(([, file, line, code]) => `${file}:${line} ${code}`).sort();
}

/**
 * What the comments promise: `// TS2339` at the end of a line. Where TypeScript 7 names the same error by its inner
 * cause, the comment says so.
 */
function promised(compiler: string): string[] {
  const files = ["types-tests", "test/fixtures/types"].flatMap((folder) =>
    readdir(folder).filter((file) => file.endsWith(".ts")),
  );
  return files
    .flatMap((file) =>
      readFileSync(path.join(root, file), "utf8")
        .split("\n")
        .flatMap((text, index) => {
          const [, six, seven = six] = /\/\/ (TS\d+)(?:, in TypeScript 7 (TS\d+))?$/.exec(text) ?? [];
          const code = compiler === "typescript-7" ? seven : six;
          return code === undefined ? [] : [`${file}:${index + 1} ${code}`];
        }),
    )
    .sort();
}

function readdir(folder: string): string[] {
  return readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
}

describe.each(Object.entries(compilers))("%s", (_, compiler) => {
  let errors: string[];
  beforeAll(() => {
    errors = compile(compiler, "types-tests/tsconfig.json");
  });

  test("rejects and accepts what the cases promise", () => {
    expect(errors.length).toBeGreaterThan(30);
    expect(errors).toEqual(promised(compiler));
  });

  // TypeScript 6 takes ten times as long over the tests, the scripts and the examples as TypeScript 7: of what is no part of
  // the package, see `npm run test:long`.
  test.runIf(compiler === "typescript-7" || isLong)("accepts all sources", () => {
    for (const project of ["tsconfig.json", "src/viewer/tsconfig.json", "test/site/tsconfig.json"]) {
      expect(compile(compiler, project)).toEqual([]);
    }
  });
});

test("the build, which TypeScript 7 makes because it is faster, is what TypeScript 6 makes", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-build-"));
  try {
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const options = ["--incremental", "false", "--tsBuildInfoFile", "null", "--outDir", folder];
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", ...options], {
      cwd: root,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      // The libraries are bundled over what a compiler makes of their imports.
      (file) => /\.(js|d\.ts)$/.test(file) && file !== "cli/vendor.js",
    );
    expect(files.length).toBeGreaterThan(100);
    const differing = files.filter(
      (file) =>
        readFileSync(path.join(folder, file), "utf8") !==
        readFileSync(path.join(built, "dist", file), "utf8"),
    );
    expect(differing).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
