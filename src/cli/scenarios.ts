/** Type-checks scenario files, and has threads load and run what they export. */
import { availableParallelism } from "node:os";
import path from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import type ts from "typescript";
import type { Exploration } from "../explore/index.js";
import { printable } from "../explore/results.js";
import { compile } from "./compile.js";
import { projectCompiler, type TypeScript } from "./compiler.js";
import { count } from "./count.js";
import { Emitter } from "./emitter.js";
import { candidates, findFiles, type FoundFiles } from "./files.js";
import type { Interrupt, Unfinished } from "./interrupt.js";
import type { Output } from "./output.js";
import type { Question, ScenarioFile, Task, Work, WorkerInput, WorkerMessage } from "./protocol.js";
import { compilerOptions } from "./tsconfig.js";
import { stage } from "./timing.js";
import { UsageError } from "./usage-error.js";

/** What every command that runs scenarios takes. */
export interface RunOptions {
  /** The time limit of one run and of loading one file, in seconds of processor time. */
  readonly timeout: number;
  /** How many threads take scenarios, each a whole one; by default as many as {@link threadsFor} says. */
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
  return runFiles(found, task, options, output, () => typeCheck(found, output));
}

/** Files that threads are to load, and what makes them JavaScript. */
export interface Prepared {
  readonly found: FoundFiles;
  readonly emitter: Emitter;
}

/** Files that were type-checked. */
export interface Checked extends Prepared {
  readonly ts: TypeScript;
  readonly program: ts.Program;
}

/**
 * Type-checks the files that may export scenarios, with the project's compiler.
 *
 * @throws {@link UsageError} when there is no compiler; with code frames when there are errors.
 */
export function typeCheck(all: FoundFiles, output: Output): Checked {
  const { ts, options } = compilerFor(all.files);
  const found = stage("leave out what has no scenario", () => candidates(ts, options, all));
  const { files } = found;
  if (files.length === 0) throw noScenario(all.files.length);
  output.progress(`type-checking ${count(files.length, "file")}`);
  const program = compile(ts, files, options, output.errorColour);
  return { ts, program, found, emitter: new Emitter(ts, options, files) };
}

function noScenario(files: number): UsageError {
  return new UsageError(
    `${count(files, "file")} and no scenario`,
    "Name files that export one: export default scenario({ name, tasks }), from fd-reservation/explore.",
  );
}

/** The compiler of the project of files, and its options. */
export function compilerFor([file = "."]: readonly string[]): {
  readonly ts: TypeScript;
  readonly options: ts.CompilerOptions;
} {
  const start = performance.now();
  const ts = projectCompiler(file);
  performance.measure(`load TypeScript ${ts.version}`, { start });
  return { ts, options: compilerOptions(ts, path.dirname(file)) };
}

/**
 * Does one piece of work on every scenario of files.
 *
 * @param prepare - What is to be done before a file is loaded: threads start meanwhile.
 * @param interrupt - When given and asked for, what is done until then is the result.
 * @throws {@link UsageError} as runScenarios does; when no file exports a scenario, unless `mayBeNone` says that this
 * is an answer as well.
 */
export async function runFiles(
  { files, mayBeNone = false }: FoundFiles & { readonly mayBeNone?: boolean },
  task: Task,
  options: RunOptions,
  output: Output,
  prepare: () => Prepared,
  interrupt?: Interrupt,
): Promise<ScenarioWork[]> {
  // Threads take one scenario after the other, each free thread takes the next one.
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const jobs = options.jobs ?? threadsFor(files.length);
  const threads = Array.from({ length: jobs }, () => new Thread({ task, taken }, output));
  try {
    const prepared = prepare();
    const loads = scenarioFiles(prepared);
    const parts = await Promise.all(
      threads.map((thread) => thread.run(prepared.emitter, loads, { ...options, jobs }, interrupt)),
    );
    const done = parts.flat().sort((one, other) => one.index - other.index);
    if (interrupt?.isAsked === true) interrupt.unfinished = unfinishedOf(threads, done);
    else if (!mayBeNone && done.length === 0) throw noScenario(files.length);
    return done;
  } finally {
    // One that fails takes the others with it.
    for (const thread of threads) thread.stop();
    output.progressDone();
  }
}

/** To load the explorer takes as long as to explore a few small files; and each thread may keep states up to the limit. */
function threadsFor(files: number): number {
  return Math.min(availableParallelism(), 4, Math.ceil(files / 8));
}

function scenarioFiles({ found: { files, optional }, emitter }: Prepared): ScenarioFile[] {
  const mayLack = new Set(optional);
  return files.map((file) => ({ file, isOptional: mayLack.has(file), exports: emitter.exportsOf(file) }));
}

/** The scenarios that are not done: the one that each thread is at, and those that none has taken. */
function unfinishedOf(threads: readonly Thread[], done: readonly ScenarioWork[]): Unfinished[] {
  const finished = new Set(done.map(({ index }) => index));
  const running = new Map(
    threads.flatMap(({ at }) => (at === undefined ? [] : [[at.index, at.states] as const])),
  );
  const [{ scenarios } = { scenarios: [] }] = threads.filter((thread) => thread.scenarios.length > 0);
  return scenarios.flatMap(({ file, name }, index) => {
    if (finished.has(index)) return [];
    const states = running.get(index);
    const place = { file: path.relative("", file), scenario: name };
    return [states === undefined ? place : { ...place, states }];
  });
}

/** A thread that loads the files and takes scenarios. */
class Thread {
  readonly #worker: Worker;
  readonly #modules;
  readonly #output: Output;
  readonly #begun = performance.now();
  /** All scenarios of the files, once they are loaded. */
  scenarios: readonly { readonly file: string; readonly name: string }[] = [];
  /** The scenario that it is at, by its index, and how many states it has seen of it. */
  at: { readonly index: number; readonly states: number } | undefined;

  constructor(input: Omit<WorkerInput, "modules">, output: Output) {
    const { port1, port2 } = new MessageChannel();
    this.#modules = port1;
    this.#output = output;
    const workerData: WorkerInput = { ...input, modules: port2 };
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), {
      workerData,
      transferList: [port2],
      // Standard output has the results only.
      stdout: true,
    });
    this.#worker.stdout.on("data", (printed: Buffer) => output.aside(printed));
  }

  stop(): void {
    this.#modules.close();
    void this.#worker.terminate();
  }

  /** Has it load files, whose modules the emitter knows, and take scenarios until all are taken. */
  run(
    emitter: Emitter,
    loads: readonly ScenarioFile[],
    options: RunOptions,
    interrupt: Interrupt | undefined,
  ): Promise<ScenarioWork[]> {
    const modules = this.#modules;
    const worker = this.#worker;
    const output = this.#output;
    modules.on("message", (question: Question) => modules.postMessage(emitter.answer(question)));
    const result = new Promise<ScenarioWork[]>((resolve, reject) => {
      const done: ScenarioWork[] = [];
      let timer: NodeJS.Timeout | undefined;
      let loading: string | undefined;
      let begun = performance.now();
      const settle = (act: () => void): void => {
        clearInterval(timer);
        this.stop();
        act();
      };
      // Each message says that the worker is alive and what it does next; that must finish within the limit.
      const expectWithin = (doing: string, next: string): void => {
        clearInterval(timer);
        const limit = timeLimit(options);
        timer = setInterval(() => {
          const passed = limit();
          if (passed === undefined) return;
          settle(() => reject(new UsageError(`${doing} did not finish within ${passed}`, next)));
        }, 50);
      };
      interrupt?.onAsked(() => settle(() => resolve(done)));
      worker.on("error", (error) => settle(() => reject(isOutOfMemory(error) ? OUT_OF_MEMORY : error)));
      worker.on("exit", (code) => {
        if (code === UNSETTLED_AWAIT && loading !== undefined) {
          const cause = `${path.relative("", loading)} never finishes loading: a top-level await never settles`;
          settle(() => reject(new UsageError(cause, "Remove the top-level await, or settle its promise.")));
          return;
        }
        settle(() => reject(new UsageError(`the scenarios ended the program with code ${code}`, NO_EXIT)));
      });
      worker.on("message", (message: WorkerMessage) => {
        switch (message.type) {
          case "ready":
            performance.measure("start a thread, beside what follows", {
              start: this.#begun,
              end: message.at - performance.timeOrigin,
            });
            break;
          case "loading":
            loading = message.file;
            output.progress(`loading ${path.relative("", message.file)}`);
            expectWithin(
              `loading ${path.relative("", message.file)}`,
              `Look for an endless loop at its top level. ${LONGER}`,
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
            performance.measure("load the scenarios", { start: begun });
            this.scenarios = message.scenarios;
            begun = performance.now();
            break;
          case "running": {
            const { file = "", name = "" } = this.scenarios[message.index] ?? {};
            this.at = { index: message.index, states: message.states };
            output.progress(
              `${message.index + 1}/${this.scenarios.length} ${printable(name)}: ${message.at}`,
            );
            expectWithin(
              `${path.relative("", file)}: ${message.at} of "${name}"`,
              `Look for an endless loop. ${LONGER}`,
            );
            break;
          }
          case "done": {
            const { file = "", name = "" } = this.scenarios[message.index] ?? {};
            done.push({ file: path.relative("", file), name, work: message.work, index: message.index });
            break;
          }
          case "end":
            if (loading === undefined) performance.measure("run the scenarios", { start: begun });
            settle(() => resolve(done));
            break;
        }
      });
    });
    worker.postMessage(loads);
    return result;
  }
}

/** How many times its limit a run may take if it uses little processor time: it waits, or the machine is very busy. */
const BUSY = 10;

/**
 * Begins a time limit. It is one of processor time, so that a busy machine gives the same result as an idle one.
 *
 * @returns A function that returns the time that passed, as text, once the limit is reached; until then undefined.
 */
function timeLimit({ timeout, jobs = 1 }: RunOptions): () => string | undefined {
  const begun = performance.now();
  const atBegin = process.cpuUsage();
  return () => {
    const seconds = (performance.now() - begun) / 1e3;
    if (seconds < timeout) return undefined;
    const { user, system } = process.cpuUsage(atBegin);
    // The threads of a process are counted together.
    if (user + system >= timeout * jobs * 1e6) return `${timeout} s`;
    return seconds >= BUSY * timeout ? `${BUSY * timeout} s` : undefined;
  };
}

const LONGER = "If it is only slow, raise the limit: --timeout 60.";
const OUT_OF_MEMORY = new UsageError(
  "the search ran out of memory",
  "Bound it, for example with --max-states 1000000, or shard it: --shard 1/8.",
);
const isOutOfMemory = (error: NodeJS.ErrnoException): boolean => error.code === "ERR_WORKER_OUT_OF_MEMORY";
/** Node's exit code when a top-level `await` never settles. */
const UNSETTLED_AWAIT = 13;
const NO_EXIT = "Do not call process.exit() in a scenario.";
