/** `fd-reservation init`: a project to start from, of the files that the package brings. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Output } from "./output.js";
import { expectFolder, makeFolder, writeTo } from "./targets.js";
import { globSync } from "./vendor.js";

/** The options of the command. */
export interface InitOptions {
  /** Whether to start from a design over descriptors instead of a resource that is yours. */
  readonly descriptor: boolean;
}

/** A project to start from. */
interface Template {
  /** The folder of the package whose files it has. */
  readonly folder: string;
  readonly files: readonly string[];
  /** What to run in it, and why. */
  readonly next: readonly (readonly [command: string, what: string])[];
}

const TYPES = ["npx tsc --noEmit", "what must not compile does not"] as const;

const RESOURCE: Template = {
  folder: "templates/resource",
  files: ["**"],
  next: [
    ["npx fd-reservation check scenarios", "every interleaving, every injected failure"],
    ["npx fd-reservation matrix misuse", "which layer catches each mistake first"],
    ["npx fd-reservation lint src scenarios", "the ownership lint"],
    TYPES,
    ["npx vitest run", "the scenarios as ordinary tests (npm install -D vitest)"],
  ],
};

const DESCRIPTOR: Template = {
  folder: "examples",
  files: [
    "own-design/**",
    "kernels.ts",
    "{bugs,callsites,misuse}/*/scenario.ts",
    "{bugs,misuse}/*/raw.ts",
    "{bugs,callsites,misuse}/*.ts",
  ],
  next: [
    ["npx fd-reservation check own-design/callsites", "the call sites hold"],
    ["npx fd-reservation matrix bugs misuse --design own-design/scoped.ts", "its column, beside raw"],
    ["npx fd-reservation cost --design own-design/scoped.ts", "the accesses of its call sites"],
    ["npx fd-reservation lint own-design", "the ownership lint"],
    TYPES,
  ],
};

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));

/** What every project has, unless it is there. */
const COMMON: Readonly<Record<string, object>> = {
  "package.json": { private: true, type: "module" },
  "tsconfig.json": {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: "es2022",
      module: "nodenext",
      moduleResolution: "nodenext",
      lib: ["es2023", "esnext.disposable"],
      types: [],
      skipLibCheck: true,
    },
  },
};

/**
 * Runs the command. A file that exists is kept as it is.
 *
 * @param folder - Where the project is to be; it is made if it is not there.
 * @returns The exit code: always 0.
 * @throws {@link UsageError} when the folder cannot be written.
 */
export function init(folder: string, { descriptor }: InitOptions, output: Output): 0 {
  const template = descriptor ? DESCRIPTOR : RESOURCE;
  expectFolder(folder);
  const from = path.join(PACKAGE, template.folder);
  const files = globSync([...template.files], { cwd: from, onlyFiles: true }).sort();
  const make = (name: string, text: string): void => {
    const target = path.join(folder, name);
    if (existsSync(target)) {
      output.line(`kept     ${name}`);
      return;
    }
    makeFolder(path.dirname(target));
    writeTo(target, text);
    output.line(`written  ${name}`);
  };
  for (const name of files) make(name, readFileSync(path.join(from, name), "utf8"));
  for (const [name, value] of Object.entries(COMMON)) make(name, `${JSON.stringify(value, null, 2)}\n`);
  output.line("\nnext:");
  if (path.resolve(folder) !== process.cwd()) output.line(`  cd ${folder}`);
  const width = Math.max(...template.next.map(([command]) => command.length));
  for (const [command, what] of template.next)
    output.line(`  ${command.padEnd(width)}  ${output.dim(`# ${what}`)}`);
  return 0;
}
