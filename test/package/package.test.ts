/** The package as a user gets it: packed, installed into an empty folder, and the README's examples run from it. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { install, root } from "./pack.js";
import { packBuilt } from "./packed.js";
import { examples, promisedOutput } from "./readme.js";

let folder: string;
let packed: readonly string[];

function node(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 600_000,
  });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-package-"));
  const { tarball, files } = packBuilt(folder);
  packed = files;
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  install(folder, tarball);
  // As a project has its own.
  for (const peer of ["typescript", "eslint"]) {
    symlinkSync(path.join(root, "node_modules", peer), path.join(folder, "node_modules", peer));
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("holds what users need, and nothing else", () => {
  const outside = packed
    .filter(
      (file) =>
        !/^(dist\/.*\.(d\.ts|js)|docs\/.*\.(md|svg)|recipes\/[\w-]+\.(md|sh|yaml)|templates\/.*\.(md|ts)|examples\/.*\.ts)$/.test(
          file,
        ),
    )
    .sort();
  expect(outside).toEqual([
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "package.json",
  ]);
  expect(packed).toContain("dist/index.js");
  // Of tests, those that a project starts with.
  expect(packed.filter((file) => file.startsWith("test") || /\.test\.[jt]s$/.test(file))).toEqual([
    "templates/resource/test/pin.test.ts",
  ]);
});

test("each ownership rule leads to its page, which the package brings", () => {
  const program = `
    const { default: plugin } = await import("fd-reservation/eslint");
    const { existsSync } = await import("node:fs");
    const urls = Object.values(plugin.rules).map(({ meta }) => new URL(meta.docs.url));
    console.log(urls.length, urls.filter((url) => !existsSync(url)).length);`;
  expect(node("--input-type=module", "-e", program)).toEqual({ code: 0, out: "14 0\n", err: "" });
});

test("the binding and the kernel need no dependency", () => {
  const bare = path.join(folder, "bare");
  cpSync(path.join(folder, "node_modules/fd-reservation"), path.join(bare, "fd-reservation"), {
    recursive: true,
  });
  for (const entry of ["index.js", "kernel/index.js", "designs/index.js", "ownership/index.js"]) {
    expect(node("-e", `import("./bare/fd-reservation/dist/${entry}")`)).toEqual({
      code: 0,
      out: "",
      err: "",
    });
  }
});

test("the README's first example is at most 12 lines and says what it prints", () => {
  expect(examples[0]?.trimEnd().split("\n").length).toBeLessThanOrEqual(12);
  expect(promisedOutput).toBeDefined();
});

test.each([
  ["TypeScript 5.9", "typescript-5.9", []],
  ["TypeScript 6", "typescript", ["--ignoreConfig"]],
  ["TypeScript 7", "typescript-7", ["--ignoreConfig"]],
])("the declarations of every entry point compile with %s", (_, compiler, more) => {
  const { exports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    exports: Record<string, { types?: string }>;
  };
  const entries = Object.keys(exports).filter((entry) => exports[entry]?.types !== undefined);
  expect(entries.length).toBeGreaterThan(5);
  writeFileSync(
    path.join(folder, "entries.ts"),
    entries.map((entry) => `export * from "${path.posix.join("fd-reservation", entry)}";\n`).join(""),
  );
  const tsc = path.join(root, "node_modules", compiler, "bin/tsc");
  const flags = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext"];
  const compiled = node(tsc, ...more, ...flags, "--lib", "es2023,esnext.disposable,dom", "entries.ts");
  expect(compiled).toEqual({ code: 0, out: "", err: "" });
});

test.each([
  ["TypeScript 6", "typescript"],
  ["TypeScript 7", "typescript-7"],
])("the README's examples compile with %s, and the first prints it as JavaScript", (_, compiler) => {
  const files = examples.map((_, index) => `example-${index + 1}.ts`);
  files.forEach((file, index) => writeFileSync(path.join(folder, file), examples[index] ?? ""));
  const tsc = path.join(root, "node_modules", compiler, "bin/tsc");
  const flags = [
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2023,esnext.disposable,dom",
  ];
  const compiled = node(tsc, "--ignoreConfig", ...flags, "--outDir", compiler, ...files);
  expect(compiled).toEqual({ code: 0, out: "", err: "" });
  expect(node(path.join(compiler, "example-1.js"))).toEqual({ code: 0, out: `${promisedOutput}\n`, err: "" });
});

test("the README's scenario is checked by the installed command", () => {
  writeFileSync(path.join(folder, "scenario.ts"), examples[1] ?? "");
  const { code, out } = node("node_modules/fd-reservation/dist/cli/main.js", "check", "scenario.ts");
  expect(out).toMatch(/an ioctl that hands out a descriptor +mainline +1 +\d+ .*EXHAUSTIVE +holds/);
  expect(code).toBe(0);
});
