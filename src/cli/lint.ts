/** `fd-reservation lint`: the ownership lint over a project, without ESLint. */
import path from "node:path";
import type ts from "typescript";
import { Baseline } from "./baseline.js";
import { parse } from "./compile.js";
import { projectCompiler, type TypeScript } from "./compiler.js";
import { count } from "./count.js";
import { misspellingsIn } from "./eslint-comments.js";
import { findSources, projectsOf, sortByProject, type LintProject } from "./lint-projects.js";
import type { Output } from "./output.js";
import { findingsIn, withoutColours, type Finding } from "./ownership.js";
import type { Preset } from "../ownership/index.js";
import { knowsDisposal, NO_DISPOSAL } from "../ownership/internal.js";
import { readRuleOptions } from "./rule-options.js";
import { sarifOf } from "./sarif.js";
import { expectWritable, writeTo } from "./targets.js";
import { stage } from "./timing.js";
import { findConfig } from "./tsconfig.js";
import { UsageError } from "./usage-error.js";

/** The options of the command. */
export interface LintOptions {
  /** The tsconfig.json of the linted project, when it is not the nearest one. */
  readonly project?: string;
  /** How much is reported. */
  readonly preset?: Preset;
  /** The file with the options of the rules. */
  readonly options?: string;
  readonly json: boolean;
  /** The file to which the findings go as SARIF. */
  readonly sarif?: string;
  /** The file with the findings that are known. */
  readonly baseline?: string;
  readonly updateBaseline: boolean;
}

/** What was found in one run, and in which files. */
interface Linted {
  readonly findings: readonly Finding[];
  /** The files that were analysed, absolute paths. */
  readonly analysed: ReadonlySet<string>;
  /** Imports of modules whose types are unknown, so that the lint sees nothing of what they make. */
  readonly untyped: readonly Import[];
  /** What is to be said of misspelt rules in comments. */
  readonly misspellings: readonly string[];
  /** The tsconfig.json of projects whose types do not know of disposal; an empty name is that of none. */
  readonly withoutDisposal: readonly string[];
  /** Files that are nested too deeply to be analysed. */
  readonly tooDeep: readonly string[];
}

/** An import, and where it stands. */
interface Import {
  readonly module: string;
  readonly place: string;
}

/**
 * Runs the command.
 *
 * @param paths - Files, folders or globs; none: the files of the nearest tsconfig.json.
 * @returns The exit code: 0 when nothing is found that the baseline does not have, else 1.
 * @throws {@link UsageError} when a path names no TypeScript file, a file cannot be parsed, or a target cannot be
 * written.
 */
export function lint(paths: readonly string[], options: LintOptions, output: Output, version: string): 0 | 1 {
  const begun = performance.now();
  const { baseline: known, sarif, updateBaseline } = options;
  if (updateBaseline && known === undefined) {
    throw new UsageError(
      "--update-baseline needs the file",
      "Name it: fd-reservation lint --baseline lint-baseline.json --update-baseline.",
    );
  }
  for (const target of [sarif, updateBaseline ? known : undefined])
    if (target !== undefined) expectWritable(target);
  const before = known === undefined || updateBaseline ? undefined : Baseline.read(known);
  const linted = run(paths, options, output);
  output.progressDone();
  tellUntyped(linted);
  for (const told of linted.misspellings) process.stderr.write(`note: ${told}\n`);
  tellWithoutDisposal(linted);
  if (known !== undefined && updateBaseline) {
    // A baseline without what such a file has would be one of less than the project.
    expectDepth(linted);
    writeTo(known, Baseline.of(known, linted.findings).text());
    output.line(`${count(linted.findings.length, "finding")} written to ${known}`);
    return 0;
  }
  const compared = before?.compare(linted.findings, linted.analysed);
  const findings = compared?.added ?? linted.findings;
  const sums = compared === undefined ? undefined : { known: compared.known, gone: compared.gone };
  if (options.json) {
    const report = {
      version: 1,
      files: linted.analysed.size,
      findings: withoutColours(findings),
      baseline: sums,
    };
    output.line(JSON.stringify(report, null, 2));
  } else {
    for (const { rendered } of findings) output.line(`${rendered}\n`);
    output.line(summary(findings, linted.analysed.size, sums, (performance.now() - begun) / 1000));
  }
  // Last: when it fails, what was found is printed.
  if (sarif !== undefined) writeTo(sarif, `${JSON.stringify(sarifOf(findings, version), null, 2)}\n`);
  expectDepth(linted);
  return findings.length === 0 ? 0 : 1;
}

function run(paths: readonly string[], options: LintOptions, output: Output): Linted {
  output.progress("finding the files");
  const ruleOptions = {
    ...(options.options === undefined ? {} : readRuleOptions(options.options)),
    ...(options.preset === undefined ? {} : { preset: options.preset }),
  };
  const sources = stage("find the files", () => findSources(paths));
  const ts = projectCompiler(sources[0]);
  const projects = stage("read the projects", () => projectsFor(ts, sources, paths.length > 0, options));
  const total = projects.reduce((sum, { files }) => sum + files.length, 0);
  const findings: Finding[] = [];
  const untyped: Import[] = [];
  const misspellings: string[] = [];
  const withoutDisposal: string[] = [];
  const tooDeep: string[] = [];
  const analysed = new Set<string>();
  let done = 0;
  for (const project of projects) {
    output.progress(`parsing ${count(project.files.length, "file")}`);
    let program = ofDepth(project, () => parse(ts, project, output.errorColour));
    stage("run the ownership lint", () => {
      let checker = ofDepth(project, () => program.getTypeChecker());
      const [first] = project.files.flatMap((file) => program.getSourceFile(file) ?? []);
      if (first !== undefined && !knowsDisposal(ts, first, checker)) {
        const { configFilePath = "" } = program.getCompilerOptions();
        withoutDisposal.push(configFilePath === "" ? "" : path.relative("", configFilePath as string));
      }
      for (const file of project.files) {
        const source = program.getSourceFile(file);
        output.progress(`linting ${++done}/${total} ${path.relative("", file)}`);
        if (source === undefined) continue;
        untyped.push(...untypedIn(ts, source, checker));
        misspellings.push(...misspellingsIn(ts, source, path.relative("", file)));
        try {
          findings.push(...findingsIn(ts, source, checker, ruleOptions, output));
          analysed.add(path.resolve(file));
        } catch (error) {
          if (!isTooDeep(error)) throw error;
          tooDeep.push(path.relative("", file));
          // It was ended in the middle of what it works out, and would go on from there.
          program = ofDepth(project, () => parse(ts, project, output.errorColour));
          checker = program.getTypeChecker();
        }
      }
    });
  }
  return { findings: findings.sort(byPlace), analysed, untyped, misspellings, withoutDisposal, tooDeep };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** The projects to lint: those of the named files; if none were named, the nearest one and what it references. */
function projectsFor(
  ts: TypeScript,
  sources: readonly string[],
  areNamed: boolean,
  { project }: LintOptions,
): LintProject[] {
  if (areNamed) return sortByProject(ts, sources, project);
  const config = project ?? findConfig(ts, process.cwd());
  if (config === undefined) {
    throw new UsageError(
      "there is no tsconfig.json in this folder or above it",
      "Name files or folders: fd-reservation lint src.",
    );
  }
  const projects = projectsOf(ts, path.resolve(config));
  if (projects.every(({ files }) => files.length === 0)) {
    throw new UsageError(
      `${path.relative("", config)} includes no TypeScript file`,
      "Name files or folders: fd-reservation lint src.",
    );
  }
  return projects;
}

/** The imports of a file that lead to no types. */
function untypedIn(ts: TypeScript, source: ts.SourceFile, checker: ts.TypeChecker): Import[] {
  return source.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) || statement.importClause === undefined) return [];
    const { moduleSpecifier } = statement;
    if (checker.getSymbolAtLocation(moduleSpecifier) !== undefined) return [];
    const { line } = source.getLineAndCharacterOfPosition(moduleSpecifier.getStart(source));
    const place = `${path.relative("", source.fileName)}:${line + 1}`;
    return [{ module: (moduleSpecifier as ts.StringLiteral).text, place }];
  });
}

/** What follows the first of a list; nothing where it is the only one. */
function andOthers(others: readonly unknown[], what: string): string {
  return others.length === 0 ? "" : `, and ${count(others.length, `other ${what}`)}`;
}

/** Says what the lint could not see: beside the results, for an import without types looks like clean code. */
function tellUntyped({ untyped: [first, ...others] }: Linted): void {
  if (first === undefined) return;
  const more = andOthers(others, "import");
  process.stderr.write(
    `note: no types for "${first.module}" (${first.place})${more}: the lint cannot see what they make.\n` +
      "Install or build what is imported.\n",
  );
}

/** Says where nothing is found that is disposed by `Symbol.dispose`, which looks like clean code as well. */
function tellWithoutDisposal({ withoutDisposal: [first, ...others] }: Linted): void {
  if (first === undefined) return;
  const more = andOthers(others, "project");
  const place = `${first === "" ? "files of no project" : first}${more}: `;
  process.stderr.write(`note: ${place}${NO_DISPOSAL.message}\n${NO_DISPOSAL.next}\n`);
}

/** Whether the engine's stack was full. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/**
 * What the compiler makes of a project.
 *
 * @throws {@link UsageError} when a file of it is nested too deeply for the compiler itself.
 */
function ofDepth<R>({ config }: LintProject, make: () => R): R {
  try {
    return make();
  } catch (error) {
    if (!isTooDeep(error)) throw error;
    const { configFilePath } = config.options;
    const place = configFilePath === undefined ? "" : ` of ${path.relative("", configFilePath as string)}`;
    throw new UsageError(
      `a file${place} is nested too deeply for TypeScript`,
      "Leave it out of the project: TypeScript's own commands end there as well.",
    );
  }
}

/**
 * After what was found has been printed.
 *
 * @throws {@link UsageError} when a file could not be analysed.
 */
function expectDepth({ tooDeep: [first, ...others] }: Linted): void {
  if (first === undefined) return;
  const more = andOthers(others, "file");
  throw new UsageError(
    `${first}${more}: nested too deeply to be analysed`,
    "Split its functions, or leave it out. All other files were linted.",
  );
}

function summary(
  findings: readonly Finding[],
  files: number,
  baseline: { readonly known: number; readonly gone: number } | undefined,
  seconds: number,
): string {
  const broken = new Set(findings.map(({ file }) => file)).size;
  const fresh = baseline === undefined ? "finding" : "new finding";
  const found =
    findings.length === 0 ? `no ${fresh}` : `${count(findings.length, fresh)} in ${count(broken, "file")}`;
  const known = baseline === undefined ? "" : `, ${baseline.known} in the baseline`;
  const gone =
    baseline === undefined || baseline.gone === 0
      ? ""
      : `, ${baseline.gone} of it gone (--update-baseline removes them)`;
  return `${count(files, "file")}: ${found}${known}${gone} (${seconds.toFixed(1)} s)`;
}
