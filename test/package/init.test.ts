/** From an empty folder with only the tarball: `init`, and everything that it names next. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packBuilt } from "./packed.js";
import { layProject } from "./project.js";
import { root } from "./pack.js";

let folder = "";
let tarball = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-init-"));
  mkdirSync(path.join(folder, "nothing"));
  ({ tarball } = packBuilt(folder));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with the package, TypeScript and Vitest, and no file of its own but package.json. */
function emptyProject(name: string): string {
  const project = path.join(folder, name);
  layProject(project, path.join(folder, "nothing"), tarball, { typescript: "typescript" });
  symlinkSync(path.join(root, "node_modules/vitest"), path.join(project, "node_modules/vitest"));
  return project;
}

/** Runs a line as a user does, with the commands of the project. */
function shell(cwd: string, line: string): { code: number | null; out: string } {
  const bin = path.join(cwd, "node_modules/.bin");
  const commands: Readonly<Record<string, string>> = {
    "fd-reservation": path.join(bin, "fd-reservation"),
    tsc: path.join(cwd, "node_modules/typescript/bin/tsc"),
    vitest: path.join(cwd, "node_modules/vitest/vitest.mjs"),
  };
  const [npx, command = "", ...args] = line.split(" ");
  const script = commands[command];
  if (npx !== "npx" || script === undefined) throw new Error(`not a command of the project: ${line}`);
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: "utf8",
    env,
    timeout: 600_000,
  });
  return { code: status, out: stdout + stderr };
}

/** The commands that `init` names. */
function named(out: string): string[] {
  return out
    .slice(out.indexOf("\nnext:\n"))
    .split("\n")
    .flatMap((line) => /^ {2}(npx .*?) +#/.exec(line)?.slice(1) ?? []);
}

describe("a resource of one's own", () => {
  let project = "";
  let commands: string[] = [];
  beforeAll(() => {
    project = emptyProject("resource");
    const { code, out } = shell(project, "npx fd-reservation init");
    expect(code, out).toBe(0);
    commands = named(out);
  });

  test("every command that it names does what it says", () => {
    const told = commands.map((command) => [command, shell(project, command)] as const);
    expect(told.map(([command, { code }]) => `${command}: ${code}`)).toEqual([
      "npx fd-reservation check scenarios: 0",
      "npx fd-reservation matrix misuse: 0",
      "npx fd-reservation lint src scenarios: 0",
      "npx tsc --noEmit: 0",
      "npx vitest run: 0",
    ]);
    const [check, matrix, , , tests] = told.map(([, { out }]) => out);
    expect(check).toMatch(/2 scenarios, \d+ states: all hold/);
    expect(matrix).toMatch(/^never-unpinned +explorer +lint$/m);
    expect(matrix).toMatch(/^returned-from-scope +- +cannot be written$/m);
    expect(matrix).toMatch(/^used-after-unpin +explorer +lint$/m);
    expect(tests).toMatch(/Tests +3 passed/);
  });

  test("check takes the whole folder, and the lint finds the mistakes in it", () => {
    expect(shell(project, "npx fd-reservation check .")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/: 2 hold, 4 failed as expected/) as string,
    });
    const { code, out } = shell(project, "npx fd-reservation lint misuse");
    expect(out).toMatch(/error\[use-after-move\][^]*2 findings in 2 files/);
    expect(code).toBe(1);
  });

  test("a type test fails when what it marks compiles", () => {
    const file = path.join(project, "src/page.ts");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("number & { readonly isPage: unique symbol }", "number"));
    expect(shell(project, "npx tsc --noEmit").out).toMatch(/^types-tests\/pin\.ts\(\d+,1\): error TS2578/m);
    writeFileSync(file, text);
  });

  test("a file that is there is kept", () => {
    const pin = path.join(project, "src/pin.ts");
    writeFileSync(pin, "// mine\n");
    rmSync(path.join(project, "src/page.ts"));
    const { out } = shell(project, "npx fd-reservation init");
    expect(out).toContain("kept     src/pin.ts\n");
    expect(out).toContain("kept     package.json\n");
    expect(out).toContain("written  src/page.ts\n");
    expect(readFileSync(pin, "utf8")).toBe("// mine\n");
  });
});

test("--descriptor: the call sites hold, and the design has a column beside raw", () => {
  const project = emptyProject("descriptor");
  const { code, out } = shell(project, "npx fd-reservation init . --descriptor");
  expect(code, out).toBe(0);
  const told = named(out).map((command) => [command, shell(project, command)] as const);
  expect(told.map(([command, { code: its }]) => `${command}: ${its}`)).toEqual([
    "npx fd-reservation check own-design/callsites: 0",
    "npx fd-reservation matrix bugs misuse --design own-design/scoped.ts: 0",
    "npx fd-reservation cost --design own-design/scoped.ts: 0",
    "npx fd-reservation lint own-design: 0",
    "npx tsc --noEmit: 0",
  ]);
  const [check, matrix, cost] = told.map(([, { out: its }]) => its);
  expect(check).toMatch(/3 scenarios, \d+ states: all hold/);
  expect(matrix).toMatch(/^first caught by +raw +scoped$/m);
  expect(matrix).toMatch(/^result-ignored +\S+ +harmless$/m);
  expect(cost).toMatch(/^pipe2, scoped: .* ok /m);
});
