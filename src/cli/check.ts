/** `fd-reservation check`: type-checks scenario files, runs them through all their failures, prints verdicts. */
import path from "node:path";
import { Worker } from "node:worker_threads";
import { globSync } from "tinyglobby";
import type { Report } from "../explore/index.js";
import { formatTrace } from "../explore/text.js";
import { compile } from "./compile.js";
import type { Output } from "./output.js";
import type { WorkerInput, WorkerMessage } from "./protocol.js";
import { UsageError } from "./usage-error.js";

/** The options of the command. */
export interface CheckOptions {
  /** The time limit of one run and of loading one file, in seconds. */
  readonly timeout: number;
  /** Whether to print JSON. */
  readonly json: boolean;
}

/** A scenario's report with the file that it came from. */
interface FileReport extends Report {
  readonly file: string;
}

/**
 * Runs the command.
 *
 * @param patterns - Files or globs.
 * @returns The exit code: 0 when every scenario holds, 1 when one does not.
 * @throws {@link UsageError} when a file cannot be found, does not compile, does not load, or does not end.
 */
export async function check(patterns: readonly string[], options: CheckOptions, output: Output): Promise<0 | 1> {
  const files = findFiles(patterns);
  const begun = performance.now();
  output.progress(`type-checking ${count(files.length, "file")}`);
  compile(files, output.colour);
  const reports = await runInWorker(files, options, output);
  output.progressDone();
  const violated = reports.filter(({ verdict }) => verdict === "violated");
  if (options.json) {
    output.line(JSON.stringify({ version: 1, verdict: verdictOf(violated.length), scenarios: reports }, null, 2));
  } else {
    printTable(reports, output);
    for (const report of violated) {
      output.line("");
      output.line(`${output.bad("VIOLATED")}  ${report.scenario}  (${report.file}, run ${report.runs})`);
      if (report.counterexample !== undefined) output.line(relative(formatTrace(report.counterexample)));
    }
    const runs = reports.reduce((sum, report) => sum + report.runs, 0);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const verdict = violated.length === 0 ? "all hold" : `${violated.length} violated`;
    output.line("");
    output.line(`${count(reports.length, "scenario")}, ${count(runs, "run")}: ${verdict} (${seconds} s)`);
  }
  return violated.length === 0 ? 0 : 1;
}

/** The files that the patterns name, sorted; TypeScript and JavaScript modules only. */
function findFiles(patterns: readonly string[]): string[] {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = globSync([pattern], { absolute: true, onlyFiles: true, ignore: ["**/node_modules/**"] });
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
    }
  }
  return [...files].sort();
}

function runInWorker(files: readonly string[], options: CheckOptions, output: Output): Promise<FileReport[]> {
  return new Promise((resolve, reject) => {
    const workerData: WorkerInput = { files };
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData });
    const reports: FileReport[] = [];
    let scenarios: readonly { file: string; name: string }[] = [];
    let timer: NodeJS.Timeout | undefined;
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
    worker.on("error", (error) => settle(() => reject(error)));
    worker.on("exit", (code) => {
      settle(() => reject(new UsageError(`the scenarios ended the program with code ${code}`, NO_EXIT)));
    });
    worker.on("message", (message: WorkerMessage) => {
      switch (message.type) {
        case "begin":
          break;
        case "loading":
          output.progress(`loading ${path.relative("", message.file)}`);
          expectWithin(`loading ${path.relative("", message.file)}`, `Look for a loop at its top level. ${LONGER}`);
          break;
        case "unloadable":
          settle(() =>
            reject(new UsageError(`${path.relative("", message.file)} ${message.cause}`, message.next)),
          );
          break;
        case "loaded":
          scenarios = message.scenarios;
          break;
        case "running": {
          const { file = "", name = "" } = scenarios[message.index] ?? {};
          output.progress(`${message.index + 1}/${scenarios.length} ${name}: run ${message.run}`);
          expectWithin(
            `${path.relative("", file)}: run ${message.run} of "${name}"`,
            `Look for a loop that never ends. ${LONGER}`,
          );
          break;
        }
        case "report":
          reports.push({ ...message.report, file: path.relative("", scenarios[message.index]?.file ?? "") });
          break;
        case "end":
          settle(() => resolve(reports));
          break;
      }
    });
  });
}

const LONGER = "If it only is slow, give it longer: --timeout 60.";
const NO_EXIT = "Do not call process.exit() in a scenario.";

function printTable(reports: readonly FileReport[], output: Output): void {
  const width = Math.max(8, ...reports.map(({ scenario }) => scenario.length));
  output.line(output.dim(`${"scenario".padEnd(width)}  ${"runs".padStart(5)}  verdict`));
  for (const { scenario, runs, verdict } of reports) {
    const shown = verdict === "holds" ? output.good(verdict) : output.bad(verdict);
    output.line(`${scenario.padEnd(width)}  ${String(runs).padStart(5)}  ${shown}`);
  }
}

/** Paths below the current folder without it: stack places are absolute. */
function relative(text: string): string {
  return text.replaceAll(`file://${process.cwd()}/`, "").replaceAll(`${process.cwd()}/`, "");
}

function verdictOf(violated: number): Report["verdict"] {
  return violated === 0 ? "holds" : "violated";
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
