/** What `npm run lint` is for: each fault that is planted in a copy makes the step that looks for it fail, and says where. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is copied: the steps' configuration. */
const copied = [
  ".dependency-cruiser.js",
  ".dependency-cruiser-cycles.js",
  "eslint.config.js",
  "package.json",
  "tsconfig.json",
  "docs/.vitepress/tsconfig.json",
  "docs/.vitepress/made.d.ts",
  "docs/.vitepress/theme/NotFound.vue",
];

/** What the plants import, without what else these files have: all of the sources take the lint a minute. */
const standins: Readonly<Record<string, string>> = {
  "src/binding/index.ts": "export interface Task {\n  readonly name: string;\n}\n",
  "src/kernel/index.ts": 'export { FileStruct } from "./layout.js";\n',
  "src/kernel/layout.ts": "export const FileStruct = { count: 0 };\n",
  "src/ownership/index.ts": "export function analyze(): void {}\n",
};

/** The steps of the lint. */
type Step = "imports" | "cycles" | "site" | "eslint";

/** A file that is wrong, and what each step must find in it; of a cycle, only one file is named. */
interface Plant {
  readonly what: string;
  readonly file: string;
  readonly code: string;
  readonly found: Partial<Record<Step, string>>;
}

const plants: readonly Plant[] = [
  {
    what: "an import against the arrows, of a type alone",
    file: "src/kernel/planted-arrow.ts",
    code: 'import type { Task } from "../binding/index.js";\nexport type Planted = Task;\n',
    found: { imports: "arrow-kernel" },
  },
  {
    what: "a use of the analysis in the core, which only its annotations may name",
    file: "src/binding/planted-analysis.ts",
    code: 'export { analyze } from "../ownership/index.js";\n',
    found: { imports: "annotations-are-types" },
  },
  {
    what: "an import past the public and the internal face",
    file: "src/designs/planted-face.ts",
    code: 'export { FileStruct } from "../kernel/layout.js";\n',
    found: { imports: "face" },
  },
  {
    what: "an import past the faces from outside",
    file: "bench/planted-face.ts",
    code: 'export { FileStruct } from "../src/kernel/layout.js";\n',
    found: { imports: "face-from-outside" },
  },
  {
    what: "a test's import past the faces of a folder that it does not mirror",
    file: "test/designs/planted-face.ts",
    code: 'export { FileStruct } from "../../src/kernel/layout.js";\n',
    found: { imports: "face" },
  },
  ...["test/planted-face.ts", "templates/planted-face.ts"].map((file) => ({
    what: `an import past the faces in ${file}`,
    file,
    code: 'export { FileStruct } from "../src/kernel/layout.js";\n',
    found: { imports: "face-from-outside" },
  })),
  {
    what: "an import of a new folder of src that has no arrows",
    file: "src/planted/planted-folder.ts",
    code: 'export { FileStruct } from "../kernel/index.js";\n',
    found: { imports: "arrow-unknown" },
  },
  {
    what: "an import of a file beside the folders of src",
    file: "src/planted-beside.ts",
    code: 'export { FileStruct } from "./kernel/layout.js";\n',
    found: { imports: "arrow-none" },
  },
  {
    what: "a published file's import of one that is not",
    file: "src/designs/planted-outside.ts",
    code: 'export { FileStruct } from "../../bench/planted-face.js";\n',
    found: { imports: "src-stands-alone" },
  },
  {
    what: "a module of Node in the core",
    file: "src/kernel/planted-node.ts",
    code: 'export { readFileSync } from "node:fs";\n',
    found: { imports: "no-packages" },
  },
  {
    what: "a package that users do not get",
    file: "src/cli/planted-package.ts",
    code: 'export { test } from "vitest";\n',
    found: { imports: "declared" },
  },
  {
    what: "the compiler itself in the analysis, which is handed one",
    file: "src/ownership/planted-compiler.ts",
    code: 'export { version } from "typescript";\n',
    found: { imports: "ownership-types" },
  },
  {
    what: "an import that leads nowhere",
    file: "scripts/planted-nowhere.ts",
    code: 'export type * from "./nowhere.js";\n',
    found: { imports: "resolves" },
  },
  {
    what: "a file whose types need another's",
    file: "src/cli/planted-types.ts",
    code: 'import type { Two } from "./planted-types-two.js";\nexport type One = Two | 1;\n',
    found: {},
  },
  {
    what: "that other one, whose types need the first's",
    file: "src/cli/planted-types-two.ts",
    code: 'import type { One } from "./planted-types.js";\nexport type Two = readonly One[];\n',
    found: { imports: "no-cycle" },
  },
  {
    what: "a file that needs another to run, where types may need each other",
    file: "src/kernel/planted-cycle.ts",
    code: 'import { two } from "./planted-cycle-two.js";\nexport const one = (): number => two() + 1;\n',
    found: {},
  },
  {
    what: "that other one, which needs the first to run",
    file: "src/kernel/planted-cycle-two.ts",
    code: 'import { one } from "./planted-cycle.js";\nexport const two = (): number => one() + 1;\n',
    found: { cycles: "no-run-time-cycle" },
  },
  {
    what: "a switch that leaves out a member, with a default",
    file: "src/kernel/planted-switch.ts",
    code: `export function planted(size: "small" | "large" | "huge"): number {
  switch (size) {
    case "small":
      return 1;
    case "large":
      return 2;
    default:
      return 3;
  }
}
`,
    found: { eslint: "@typescript-eslint/switch-exhaustiveness-check" },
  },
  {
    what: "a promise that nobody waits for",
    file: "src/kernel/planted-promise.ts",
    code: "export function planted(): void {\n  Promise.resolve(1);\n}\n",
    found: { eslint: "@typescript-eslint/no-floating-promises" },
  },
  {
    what: "a type error in the site",
    file: "docs/.vitepress/planted-error.ts",
    code: 'export const planted: number = "one";\n',
    found: { site: "TS2322" },
  },
  {
    what: "a type error in a component's script",
    file: "docs/.vitepress/theme/PlantedScript.vue",
    code: '<script setup lang="ts">\nconst planted: number = "one";\n</script>\n\n<template>{{ planted }}</template>\n',
    found: { site: "TS2322" },
  },
  {
    what: "a type error in a component's template",
    file: "docs/.vitepress/theme/PlantedTemplate.vue",
    code: '<script setup lang="ts">\nconst planted = 1;\n</script>\n\n<template>{{ planted.length }}</template>\n',
    found: { site: "TS2339" },
  },
  {
    what: "an unused variable of a component",
    file: "docs/.vitepress/theme/PlantedVariable.vue",
    code: '<script setup lang="ts">\nconst planted = 1;\n</script>\n\n<template>none</template>\n',
    found: { eslint: "@typescript-eslint/no-unused-vars" },
  },
];

/** The command of each step, as package.json has it. */
function stepsOf(lint: string): Record<Step, string> {
  const commands = [...lint.matchAll(/"([^"]+)"/g)].map(([, command = ""]) => command);
  const find = (...words: readonly string[]): string => {
    const found = commands.filter((command) => words.every((word) => command.includes(word)));
    expect(found, words.join(" ")).toHaveLength(1);
    return found[0] ?? "";
  };
  const cycles = find("depcruise", "-cycles");
  return {
    imports: commands.find((command) => command.startsWith("depcruise") && command !== cycles) ?? "",
    cycles,
    site: find("vue-tsc"),
    // Those of the examples are linted in a step of its own kind.
    eslint: find("eslint.js", " . "),
  };
}

/** What a step reported in the copy, as `file: what`, sorted. */
function read(step: Step, copy: string, output: string): string[] {
  const found: string[] = [];
  let file = "";
  for (const line of output.split("\n")) {
    const cruised = /^\s*error ([\w-]+): (\S+)/.exec(line);
    const typed = /^(\S+)\(\d+,\d+\): error (TS\d+)/.exec(line);
    const linted = /^\s*\d+:\d+\s+(?:error|warning)\s.*?(\S+)$/.exec(line);
    if (step === "eslint" && line.startsWith(copy)) file = path.relative(copy, line.trim());
    else if (step === "eslint" && linted !== null) found.push(`${file}: ${linted[1]}`);
    else if (step === "site" && typed !== null) found.push(`${typed[1]}: ${typed[2]}`);
    else if (cruised !== null) found.push(`${cruised[2]}: ${cruised[1]}`);
  }
  return found.sort();
}

let copy = "";
const reports = {} as Record<Step, { readonly status: number | null; readonly output: string }>;

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), "fd-reservation-lint-"));
  for (const name of copied) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  const written = [...Object.entries(standins), ...plants.map(({ file, code }) => [file, code] as const)];
  for (const [file, code] of written) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), code);
  }
  const { scripts } = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8")) as {
    scripts: { lint: string };
  };
  const env = { ...process.env, PATH: `${path.join(root, "node_modules/.bin")}:${process.env["PATH"]}` };
  for (const [step, command] of Object.entries(stepsOf(scripts.lint))) {
    const { status, stdout, stderr } = spawnSync(command, { cwd: copy, shell: true, encoding: "utf8", env });
    reports[step as Step] = { status, output: stdout + stderr };
  }
}, 600_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe.each(["imports", "cycles", "site", "eslint"] as const)("the step %s", (step) => {
  test("fails", () => {
    expect(reports[step].status, reports[step].output).toBeGreaterThan(0);
  });

  test("says where each of its plants is, and finds nothing else in the copy", () => {
    const planted = plants.flatMap(({ file, found }) =>
      found[step] === undefined ? [] : [`${file}: ${found[step]}`],
    );
    expect(planted.length).toBeGreaterThan(0);
    expect(read(step, copy, reports[step].output), reports[step].output).toEqual(planted.sort());
  });
});
