/** What a user installs: one folder, with the licences of what is in it, and the project's own compiler. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { install, root } from "./pack.js";
import { packBuilt } from "./packed.js";
import { examples } from "./readme.js";

let folder: string;
let modules: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "fd-reservation-install-")));
  modules = path.join(folder, "node_modules");
  const { tarball } = packBuilt(folder);
  writeFileSync(path.join(folder, "package.json"), "{}");
  install(folder, tarball);
  rmSync(tarball);
  writeFileSync(path.join(folder, "scenario.ts"), examples[1] ?? "");
  mkdirSync(path.join(folder, "mistakes/leak"), { recursive: true });
  cpSync(path.join(folder, "scenario.ts"), path.join(folder, "mistakes/leak/raw.ts"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const MAIN = "fd-reservation/dist/cli/main.js";

function call(args: readonly string[], cwd: string, main = path.join(modules, MAIN)): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    timeout: 600_000,
  });
  return { code: status, out: stdout, err: stderr };
}

function check(cwd: string, main?: string): Outcome {
  return call(["check", "scenario.ts", "--timing"], cwd, main);
}

/** Installs a compiler of this repository, under its own name. */
function withCompiler<T>(alias: string, act: () => T): T {
  const place = path.join(modules, "typescript");
  symlinkSync(path.join(root, "node_modules", alias), place);
  try {
    return act();
  } finally {
    rmSync(place);
  }
}

test("installing it adds one folder", () => {
  expect(readdirSync(modules).filter((name) => !name.startsWith("."))).toEqual(["fd-reservation"]);
  expect(existsSync(path.join(modules, "fd-reservation/node_modules"))).toBe(false);
  const manifest = JSON.parse(
    readFileSync(path.join(modules, "fd-reservation/package.json"), "utf8"),
  ) as object;
  expect(manifest).not.toHaveProperty("dependencies");
});

test("what is bundled comes with its licence", () => {
  const bundle = readFileSync(path.join(modules, "fd-reservation/dist/cli/vendor.js"), "utf8");
  for (const name of ["commander", "fdir", "picocolors", "picomatch", "tinyglobby"]) {
    const text = readFileSync(path.join(root, "node_modules", name, "LICENSE"), "utf8").trim();
    expect(bundle).toContain(text);
  }
});

describe("the compiler is the project's", () => {
  test.each([
    ["typescript", "6."],
    ["typescript-5.9", "5.9."],
  ])("%s", (alias, version) => {
    const { code, out, err } = withCompiler(alias, () => check(folder));
    expect(out).toMatch(/EXHAUSTIVE +holds/);
    expect(err).toContain(`load TypeScript ${version}`);
    expect(code).toBe(0);
  });

  /** Each command that compiles, and what it says the compiler is missing for. */
  const compiling = [
    ["check scenario.ts", "scenario.ts"],
    ["cost scenario.ts", "scenario.ts"],
    ["export v2:a4Bc:a1:kX3f scenario.ts", "scenario.ts"],
    ["lint", "this folder"],
    ["lint scenario.ts", "scenario.ts"],
    ["matrix mistakes", "mistakes/leak/raw.ts"],
    ["replay v2:a4Bc:a1:kX3f scenario.ts", "scenario.ts"],
  ] as const;

  test.each(compiling)("none: %s says what to install, and exits with 2", (command, missing) => {
    const { code, out, err } = call(command.split(" "), folder);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`error: no TypeScript is installed for ${missing}: npm i -D typescript@6\n`);
  });

  test.each(compiling)(
    "7 only, without a JavaScript API: %s says what to install, and exits with 2",
    (command) => {
      const { code, out, err } = withCompiler("typescript-7", () => call(command.split(" "), folder));
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/^error: TypeScript 7\.\S+ has no JavaScript API: npm i -D typescript@6$/m);
    },
  );

  test("an older one: what to install, and exit code 2", () => {
    const place = path.join(modules, "typescript");
    mkdirSync(place);
    writeFileSync(
      path.join(place, "index.js"),
      'exports.version = "5.8.3"; exports.createProgram = () => {};',
    );
    const { code, err } = check(folder);
    rmSync(place, { recursive: true });
    expect(code).toBe(2);
    expect(err).toMatch(/^error: TypeScript 5\.8\.3 is older than 5\.9: npm i -D typescript@6$/m);
  });

  test("7 for the file, and 6 for the current folder: 6", () => {
    const below = path.join(folder, "below");
    cpSync(path.join(folder, "scenario.ts"), path.join(below, "scenario.ts"));
    mkdirSync(path.join(below, "node_modules"));
    symlinkSync(path.join(root, "node_modules/typescript"), path.join(below, "node_modules/typescript"));
    const main = path.join(modules, MAIN);
    const { status, stderr } = withCompiler("typescript-7", () =>
      spawnSync(process.execPath, [main, "check", "../scenario.ts", "--timing"], {
        cwd: below,
        encoding: "utf8",
      }),
    );
    expect(stderr).toContain("load TypeScript 6.");
    expect(status).toBe(0);
  });
});

describe("a scenario gets the modules that the command runs", () => {
  test("of a package that is linked", () => {
    const user = path.join(folder, "linked");
    cpSync(path.join(folder, "scenario.ts"), path.join(user, "scenario.ts"));
    mkdirSync(path.join(user, "node_modules"));
    symlinkSync(path.join(modules, "fd-reservation"), path.join(user, "node_modules/fd-reservation"));
    const { code, out } = withCompiler("typescript", () =>
      check(user, path.join(user, "node_modules", MAIN)),
    );
    expect(out).toMatch(/EXHAUSTIVE +holds/);
    expect(code).toBe(0);
  });

  test("of another copy than the one that is installed beside it", () => {
    const elsewhere = path.join(folder, "elsewhere/fd-reservation");
    cpSync(path.join(modules, "fd-reservation"), elsewhere, { recursive: true });
    const { code, out } = withCompiler("typescript", () =>
      check(folder, path.join(elsewhere, "dist/cli/main.js")),
    );
    expect(out).toMatch(/EXHAUSTIVE +holds/);
    expect(code).toBe(0);
  });
});
