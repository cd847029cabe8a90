/** Finds scenario files, type-checks them, and has a worker load and run what they export. */
import { statSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type ts from "typescript";
import { escapePath, globSync, isDynamicPattern } from "tinyglobby";
import type { Exploration } from "../explore/index.js";
import { compile } from "./compile.js";
import type { Output } from "./output.js";
import type { Task, Work, WorkerInput, WorkerMessage } from "./protocol.js";
import { UsageError } from "./usage-error.js";

/** What every command that runs scenarios takes. */
export interface RunOptions {
  /** The time limit of one run and of loading one file, in seconds. */
  readonly timeout: number;
  /** How many threads take scenarios; 1 by default. */
  readonly jobs?: number;
}

/** What came of one scenario, and where it stands. */
export interface ScenarioWork {
  readonly file: string;
  readonly name: string;
  readonly work: Work;
  /** Its place among all scenarios. */
  readonly index: number;
}

/** What was found about a scenario, with the file that it came from. */
export interface FileExploration extends Exploration {
  readonly file: string;
}

/**
 * Does one piece of work on every scenario of the files that the patterns name.
 *
 * @returns What came of it for each scenario, in their order.
 * @throws {@link UsageError} when a file cannot be found, does not compile, does not load, or does not end.
 */
export async function runScenarios(
  patterns: readonly string[],
  task: Task,
  options: RunOptions,
  output: Output,
): Promise<ScenarioWork[]> {
  const found = findFiles(patterns);
  typeCheck(found.files, output);
  return runFiles(found, task, options, output);
}

/**
 * Type-checks files.
 *
 * @throws {@link UsageError} with code frames when there are errors.
 */
export function typeCheck(files: readonly string[], output: Output): ts.Program {
  output.progress(`type-checking ${count(files.length, "file")}`);
  return compile(files, output.errorColour);
}

/**
 * What runScenarios does, without type-checking.
 *
 * @throws {@link UsageError} as runScenarios does; when no file exports a scenario, unless `mayBeNone` says that this
 * is an answer, too.
 */
export async function runFiles(
  { files, optional, mayBeNone = false }: FoundFiles & { readonly mayBeNone?: boolean },
  task: Task,
  options: RunOptions,
  output: Output,
): Promise<ScenarioWork[]> {
  // Threads take one scenario after the other, whoever is free the next one.
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from({ length: options.jobs ?? 1 }, () =>
    runInWorker({ files, optional, task, taken }, options, output),
  );
  try {
    const parts = await Promise.all(workers.map(({ done }) => done));
    const done = parts.flat().sort((one, other) => one.index - other.index);
    if (!mayBeNone && done.length === 0) {
      throw new UsageError(
        `${count(files.length, "file")} and no scenario`,
        "Name files that export one: export default scenario({ name, tasks }), from fd-reservation/explore.",
      );
    }
    return done;
  } finally {
    // One that fails takes the others with it.
    for (const { stop } of workers) stop();
    output.progressDone();
  }
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Files, and which of them need not export a scenario. */
export type FoundFiles = Pick<WorkerInput, "files" | "optional">;

/**
 * The files that the patterns name, sorted; TypeScript and JavaScript modules only. Those that only a glob names may
 * turn out to be support files, without a scenario.
 */
export function findFiles(patterns: readonly string[]): FoundFiles {
  const files = new Set<string>();
  const named = new Set<string>();
  for (const pattern of patterns) {
    // What exists is meant by its name, whatever that has of a glob, such as parentheses.
    const kind = statSync(pattern, { throwIfNoEntry: false });
    const isFile = kind?.isFile() === true;
    const glob = kind?.isDirectory() === true ? escapePath(pattern) : pattern;
    const found = isFile
      ? [path.resolve(pattern)]
      : globSync([glob], { absolute: true, onlyFiles: true, ignore: ["**/node_modules/**"] });
    if (found.length === 0) {
      throw new UsageError(
        `no file matches ${pattern}`,
        "Name a file, or quote a glob: fd-reservation check 'examples/**/*.ts'.",
      );
    }
    for (const file of found) {
      if (!/\.[cm]?[jt]s$/.test(file)) {
        throw new UsageError(
          `${path.relative("", file)} is no TypeScript or JavaScript file`,
          "Name files that export scenarios.",
        );
      }
      files.add(file);
      if (isFile || !isDynamicPattern(glob)) named.add(file);
    }
  }
  const sorted = [...files].sort();
  return { files: sorted, optional: sorted.filter((file) => !named.has(file)) };
}

function runInWorker(
  workerData: WorkerInput,
  options: RunOptions,
  output: Output,
): { readonly done: Promise<ScenarioWork[]>; readonly stop: () => void } {
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData,
    // Standard output has the results only.
    stdout: true,
  });
  worker.stdout.on("data", (printed: Buffer) => output.aside(printed));
  const stop = (): void => void worker.terminate();
  const done = new Promise<ScenarioWork[]>((resolve, reject) => {
    const done: ScenarioWork[] = [];
    let scenarios: readonly { file: string; name: string }[] = [];
    let timer: NodeJS.Timeout | undefined;
    let loading: string | undefined;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      void worker.terminate();
      act();
    };
    // Each message says that the worker is alive and what it does next; that must end within the limit.
    const expectWithin = (doing: string, next: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        settle(() => {
          reject(new UsageError(`${doing} did not end within ${options.timeout} s`, next));
        });
      }, options.timeout * 1000);
    };
    worker.on("error", (error) => settle(() => reject(isOutOfMemory(error) ? OUT_OF_MEMORY : error)));
    worker.on("exit", (code) => {
      if (code === UNSETTLED_AWAIT && loading !== undefined) {
        const cause = `${path.relative("", loading)} never finishes loading: what it awaits at its top level does not settle`;
        settle(() => reject(new UsageError(cause, "Await nothing at the top level that nobody resolves.")));
        return;
      }
      settle(() => reject(new UsageError(`the scenarios ended the program with code ${code}`, NO_EXIT)));
    });
    worker.on("message", (message: WorkerMessage) => {
      switch (message.type) {
        case "begin":
          break;
        case "loading":
          loading = message.file;
          output.progress(`loading ${path.relative("", message.file)}`);
          expectWithin(
            `loading ${path.relative("", message.file)}`,
            `Look for a loop at its top level. ${LONGER}`,
          );
          break;
        case "unloadable":
          settle(() =>
            reject(
              new UsageError(
                `${path.relative("", message.file)}${message.cause.startsWith(":") ? "" : " "}${message.cause}`,
                message.next,
              ),
            ),
          );
          break;
        case "loaded":
          loading = undefined;
          scenarios = message.scenarios;
          break;
        case "running": {
          const { file = "", name = "" } = scenarios[message.index] ?? {};
          output.progress(`${message.index + 1}/${scenarios.length} ${name}: ${message.at}`);
          expectWithin(
            `${path.relative("", file)}: ${message.at} of "${name}"`,
            `Look for a loop that never ends. ${LONGER}`,
          );
          break;
        }
        case "done": {
          const { file = "", name = "" } = scenarios[message.index] ?? {};
          done.push({ file: path.relative("", file), name, work: message.work, index: message.index });
          break;
        }
        case "end":
          settle(() => resolve(done));
          break;
      }
    });
  });
  return { done, stop };
}

const LONGER = "If it only is slow, give it longer: --timeout 60.";
const OUT_OF_MEMORY = new UsageError(
  "the search ran out of memory",
  "Bound it, such as with --max-states 1000000, or share it: --shard 1/8.",
);
const isOutOfMemory = (error: NodeJS.ErrnoException): boolean => error.code === "ERR_WORKER_OUT_OF_MEMORY";
/** With what code Node ends when an `await` at the top level is left open and nothing else is to be done. */
const UNSETTLED_AWAIT = 13;
const NO_EXIT = "Do not call process.exit() in a scenario.";
