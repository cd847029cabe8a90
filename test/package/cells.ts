/** What the package tells a project with known mistakes, in each combination of TypeScript, ESLint and Node. */
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { documentedConfig, documentedConfigFile, layProject } from "./project.js";

const files = fileURLToPath(new URL("../fixtures/compilers", import.meta.url));

/** A combination: dev dependencies of this repository by their names there, and the path of a Node. */
export interface Cell {
  readonly typescript: "typescript-5.9" | "typescript";
  readonly eslint: "eslint" | "eslint-10";
  readonly node: string;
}

/** What a cell tells: all of it but the versions is the same in each. */
export interface Told {
  /** TypeScript, ESLint and Node, as they say themselves. */
  readonly versions: readonly string[];
  /** File, line, column and rule of what ESLint reports. */
  readonly lint: readonly string[];
  /** Name, verdict and place of the counterexample's last step, of each scenario that `check` explores. */
  readonly check: readonly string[];
  readonly exitCodes: { readonly lint: number | null; readonly check: number | null };
}

/** The rules' mistakes in the project. */
export const MISTAKES: readonly string[] = [
  "annotated.ts:16:10 ownership/use-after-move",
  "annotated.ts:22:10 ownership/maybe-moved",
  "annotated.ts:26:15 ownership/not-disposed",
  "annotated.ts:27:42 ownership/moved-in-loop",
  "annotated.ts:31:10 ownership/moved-out-of-borrow",
  "annotated.ts:37:3 ownership/exclusive-borrow",
  "annotated.ts:43:41 ownership/not-disposed",
  "foreign.ts:19:3 ownership/not-bound",
  "foreign.ts:23:22 ownership/not-disposed",
  "foreign.ts:32:10 ownership/escape",
  "foreign.ts:37:9 ownership/double-dispose",
  "foreign.ts:43:10 ownership/escape",
];

/** What `check` says of the project's scenarios. */
const VERDICTS: readonly string[] = ["with using: holds", "without using: violated, scenario.ts:19:26"];

/** Whether a cell tells what every cell must tell. */
export function isAsExpected({ lint, check, exitCodes }: Told): boolean {
  return isDeepStrictEqual({ lint, check, exitCodes }, EXPECTED);
}

/** What every cell must tell, besides the versions that it runs. */
export const EXPECTED: Omit<Told, "versions"> = {
  lint: MISTAKES,
  check: VERDICTS,
  exitCodes: { lint: 1, check: 1 },
};

/** Asks one cell, in a project of its own in a folder. */
export function ask(cell: Cell, folder: string, tarball: string): Told {
  const project = path.join(folder, `${cell.typescript}-${cell.eslint}`);
  layProject(project, files, tarball, cell);
  try {
    writeFileSync(path.join(project, documentedConfigFile), documentedConfig);
    const lint = run(cell.node, project, "node_modules/eslint/bin/eslint.js", "--format", "json", ".");
    const check = run(cell.node, project, CHECK, "check", "--json", "scenario.ts");
    return {
      versions: versions(cell.node, project),
      lint: findings(json(lint), project),
      check: verdicts(json(check)),
      exitCodes: { lint: lint.code, check: check.code },
    };
  } finally {
    rmSync(project, { recursive: true });
  }
}

/** What a command says that ends for want of a compiler. */
export interface Refusal {
  readonly code: number | null;
  /** The line of the error. */
  readonly says: string | undefined;
}

/** What `check` and ESLint say to a project that has no compiler which they can use. */
export function refusals(
  typescript: "typescript-7" | undefined,
  folder: string,
  tarball: string,
): { check: Refusal; eslint: Refusal } {
  const project = path.join(folder, typescript ?? "none");
  layProject(project, files, tarball, { eslint: "eslint", ...(typescript && { typescript }) });
  writeFileSync(path.join(project, documentedConfigFile), documentedConfig);
  const refusal = (...args: string[]): Refusal => {
    const { code, err } = run(process.execPath, project, ...args);
    return { code, says: /^error: .*$/im.exec(err)?.[0] };
  };
  try {
    return {
      check: refusal(CHECK, "check", "scenario.ts"),
      eslint: refusal("node_modules/eslint/bin/eslint.js", "."),
    };
  } finally {
    rmSync(project, { recursive: true });
  }
}

const CHECK = "node_modules/fd-reservation/dist/cli/main.js";

function run(
  node: string,
  cwd: string,
  ...args: string[]
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd, encoding: "utf8", timeout: 600_000 });
  return { code: status, out: stdout, err: stderr };
}

/** TypeScript as typescript-eslint finds it, ESLint, and Node. */
function versions(node: string, project: string): string[] {
  const program = `
    const { createRequire } = require("node:module");
    const estree = createRequire(require.resolve("@typescript-eslint/typescript-estree"));
    const { version } = require("typescript");
    if (estree("typescript").version !== version) throw new Error("typescript-eslint has another TypeScript");
    console.log([version, require("eslint/package.json").version, process.versions.node].join("\\n"));`;
  const { out, err } = run(node, project, "-e", program);
  if (out === "") throw new Error(err);
  return out.trim().split("\n");
}

/** What a program printed as JSON; what it said instead when it printed none. */
function json({ out, err }: { out: string; err: string }): unknown {
  if (out === "") throw new Error(err);
  return JSON.parse(out);
}

/** What ESLint reports as JSON. */
function findings(report: unknown, project: string): string[] {
  const results = report as {
    filePath: string;
    messages: { ruleId: string | null; line?: number; column?: number; message: string }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, line = 0, column = 0, message }) =>
        `${path.relative(project, filePath)}:${line}:${column} ${ruleId ?? message}`,
    ),
  );
}

/** What `check --json` says of each scenario. */
function verdicts(report: unknown): string[] {
  const { scenarios } = report as {
    scenarios: {
      scenario: string;
      verdict: string;
      counterexample?: { steps: { source?: { file: string; line: number; column: number } }[] };
    }[];
  };
  return scenarios.map(({ scenario, verdict, counterexample }) => {
    const at = counterexample?.steps.findLast(({ source }) => source !== undefined)?.source;
    const place = at === undefined ? "" : `, ${path.basename(at.file)}:${at.line}:${at.column}`;
    return `${scenario}: ${verdict}${place}`;
  });
}
