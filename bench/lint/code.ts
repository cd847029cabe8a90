/** The code bases that the ownership rules are measured on: open source that uses disposables, and this repository. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { UsageError } from "../../src/cli/internal.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = path.join(root, "bench/lint/code");
const installed = path.join(folder, "node_modules");

/** Code of one project. */
export interface CodeBase {
  readonly name: string;
  /** What was installed, or where the code is. */
  readonly source: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly options: ts.CompilerOptions;
  /** What paths are shown relative to. */
  readonly base: string;
}

interface Project {
  readonly name: string;
  readonly packages: readonly string[];
  /** Where the sources are in each package. */
  readonly sources: string;
}

const matter = ["general", "model", "types", "protocol", "node", "nodejs"].map((name) => `@matter/${name}`);
const dxos =
  "async client-protocol client-services codec-protobuf config context credentials crypto debug echo echo-db echo-pipeline echo-protocol echo-schema echo-signals edge-client effect feed-store hypercore indexing keys live-object log messaging network-manager random-access-storage rpc teleport teleport-extension-gossip teleport-extension-object-sync tracing util";
const projects: readonly Project[] = [
  { name: "matter.js", packages: matter, sources: "src" },
  { name: "DXOS", packages: dxos.split(" ").map((name) => `@dxos/${name}`), sources: "src" },
  { name: "Puppeteer", packages: ["puppeteer-core"], sources: "src" },
  { name: "MongoDB driver", packages: ["mongodb"], sources: "src" },
  { name: "tRPC", packages: ["@trpc/server"], sources: "src" },
  // Of its code only the tests are in the package.
  { name: "ZenFS", packages: ["@zenfs/core"], sources: "tests" },
];

// Packages that are developed together are read as sources, as their own linter reads them.
const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  typeRoots: [path.join(installed, "@types")],
  paths: Object.fromEntries(matter.map((name) => [name, [path.join(installed, name, "src/index.ts")]])),
  useUnknownInCatchVariables: false,
  skipLibCheck: true,
  noEmit: true,
};

/** Installs the pinned packages, unless they are there; their scripts do not run. */
export function install(): void {
  if (existsSync(path.join(installed, "puppeteer-core/package.json"))) return;
  console.error("Installing the code bases (1 GB, once) ...");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0)
    throw new UsageError(
      "the code bases cannot be installed",
      "Look at what npm says above, and run it again.",
    );
}

/** The installed code bases. */
export function codeBases(): CodeBase[] {
  return projects.map(({ name, packages, sources }): CodeBase => {
    const files = packages.flatMap((one) =>
      globSync(["**/*.ts"], {
        cwd: path.join(installed, one, sources),
        absolute: true,
        ignore: ["**/*.d.ts"],
      }),
    );
    const [first = ""] = packages;
    const { version } = JSON.parse(readFileSync(path.join(installed, first, "package.json"), "utf8")) as {
      version: string;
    };
    const others = packages.length === 1 ? "" : ` and ${packages.length - 1} more`;
    return { name, source: `${first}${others} ${version}`, files: files.sort(), options, base: installed };
  });
}

/** This repository, without the programs that are wrong for the tests of the rules. */
export function thisRepository(): CodeBase {
  const config = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { fileNames, options: own } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const files = fileNames.filter((file) => !/\/test\/ownership\/parity\//.test(file)).sort();
  return {
    name: "this repository",
    source: "src, examples, test, bench, scripts",
    files,
    options: own,
    base: root,
  };
}
