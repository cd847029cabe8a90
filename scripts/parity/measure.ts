/** What the layers report for the TypeScript half of the corpus: the compiler, the ownership lint, the guards. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { GuardError, Kernel, syscall, Task } from "fd-reservation";
import { DirectProbe } from "fd-reservation/explore";
import { Op } from "fd-reservation/kernel";
import { analyze, type Diagnostic } from "fd-reservation/ownership";
import ts from "typescript";
import { corpus, root, type Pair } from "./corpus.js";

/** What the layers reported for one program. */
export interface Measure {
  /** The codes of the compiler's errors. */
  readonly types: readonly string[];
  readonly lint: readonly Diagnostic[];
  /** The guards that fired in any of its runs; undefined for what not every Node can run. */
  readonly guards: readonly string[] | undefined;
}

type Program = (current: Task, sometimes: boolean) => unknown;

/** Measures all pairs: the compiler and the rules at once, the runs one after the other. */
export async function measure(pairs: readonly Pair[]): Promise<Map<string, Measure>> {
  const program = ts.createProgram(
    pairs.map(({ typescript }) => typescript),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  const measures = new Map<string, Measure>();
  for (const { name, typescript } of pairs) {
    const file = program.getSourceFile(typescript) as ts.SourceFile;
    const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    measures.set(name, {
      types: [...new Set(errors.map(({ code }) => `TS${code}`))],
      lint: analyze(ts, file, checker, { preset: "strict" }),
      guards: await runAll(typescript),
    });
  }
  const broken = ts.getPreEmitDiagnostics(program, program.getSourceFile(path.join(corpus, "prelude.ts")));
  if (broken.length > 0) throw new Error(ts.formatDiagnostics(broken, ts.createCompilerHost({})));
  return measures;
}

/** The options of the repository, with the library of what a program may use. */
export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options;
}

/** Fails the step that a program calls `work`. */
class FailingProbe extends DirectProbe {
  override perform(op: Op, first: number, second: number, third: number): number {
    if (op === Op.fails) return this.memory.faultPoint(first).where === "work" ? 1 : 0;
    return super.perform(op, first, second, third);
  }
}

/** Runs a program with the condition true and false, with its work succeeding and failing. */
async function runAll(file: string): Promise<readonly string[] | undefined> {
  // Older versions of Node do not have it; the page must not depend on which one made it.
  if (readFileSync(file, "utf8").includes("DisposableStack")) return undefined;
  const fired = new Set<string>();
  for (const sometimes of [false, true]) {
    for (const fails of [false, true]) {
      const { program } = (await import(pathToFileURL(file).href)) as { program: Program };
      for (const error of await errorsOf(program, sometimes, fails)) {
        if (error instanceof GuardError) fired.add(error.rule);
      }
    }
  }
  return [...fired].sort();
}

async function errorsOf(program: Program, sometimes: boolean, fails: boolean): Promise<unknown[]> {
  const kernel = new Kernel();
  const task = Task.init(kernel);
  if (fails) kernel.memory.probe = new FailingProbe(kernel);
  const errors: unknown[] = [];
  const deferred: (() => void)[] = [];
  const platform = globalThis.queueMicrotask;
  globalThis.queueMicrotask = (callback) => void deferred.push(callback);
  try {
    let pending: unknown;
    attempt(errors, () => syscall(task, () => void (pending = program(task, sometimes))));
    globalThis.queueMicrotask = platform;
    for (const callback of deferred) attempt(errors, callback);
    await Promise.resolve(pending).catch((error: unknown) => errors.push(error));
  } finally {
    globalThis.queueMicrotask = platform;
  }
  return errors;
}

function attempt(errors: unknown[], body: () => unknown): void {
  try {
    body();
  } catch (error) {
    errors.push(error);
  }
}
