/** What the command, the worker that loads and runs scenarios, and the worker's loader hooks tell each other. */
import type { MessagePort } from "node:worker_threads";
import type { CostEntry, CostGap, Exploration, ExploreOptions, Replay, Shard } from "../explore/index.js";

/** What to do with each scenario. */
export type Task =
  | { readonly kind: "check"; readonly options: ExploreOptions }
  | {
      readonly kind: "shard";
      readonly options: Parameters<typeof import("../explore/index.js").exploreShard>[1];
    }
  | { readonly kind: "replay"; readonly token: string }
  | { readonly kind: "promela"; readonly name: string }
  | { readonly kind: "cost" };

/** A file to load; the worker gets them once their types are checked. */
export interface ScenarioFile {
  /** An absolute path. */
  readonly file: string;
  /** Whether it need not export a scenario. */
  readonly isOptional: boolean;
  /** The names of its exports in the order of its source, without those of `export *`. */
  readonly exports: readonly string[];
}

/** What the worker is given when it starts. */
export interface WorkerInput {
  /** What to do with each scenario. */
  readonly task: Task;
  /** How many scenarios are taken, a word that the workers share. */
  readonly taken: Int32Array;
  /** Where its loader hooks ask about modules. */
  readonly modules: MessagePort;
}

/** What the loader hooks ask, of the thread that has the compiler. */
export type Question =
  | { readonly kind: "resolve"; readonly specifier: string; readonly from: string }
  | { readonly kind: "emit"; readonly file: string; readonly format: string | null | undefined };

/** The file that an import leads to, as the compiler finds it; undefined: as Node finds it. */
export type ResolveAnswer = string | undefined;

/** What a file is when it runs; undefined: what it is to Node. */
export type EmitAnswer = { readonly format: "module" | "commonjs"; readonly source: string } | undefined;

/** What came of one scenario. */
export type Work =
  | { readonly check: Exploration }
  | { readonly shard: Shard }
  | { readonly cost: readonly CostEntry[]; readonly gaps: readonly CostGap[] }
  | { readonly replay: Replay | undefined }
  | { readonly promela: string | undefined };

/** What the loader hooks are told: an answer, or why there is none. */
export type Answer =
  { readonly answer: ResolveAnswer | EmitAnswer; readonly error?: never } | { readonly error: string };

/** What the worker says, in this order: ready, loading ..., loaded, then running ... and done for each, end. */
export type WorkerMessage =
  /** When, in milliseconds of the epoch: it is heard only after the types have been checked. */
  | { readonly type: "ready"; readonly at: number }
  | { readonly type: "loading"; readonly file: string }
  | { readonly type: "unloadable"; readonly file: string; readonly cause: string; readonly next: string }
  | {
      readonly type: "loaded";
      readonly scenarios: readonly { readonly file: string; readonly name: string }[];
    }
  | { readonly type: "running"; readonly index: number; readonly at: string; readonly states: number }
  | { readonly type: "done"; readonly index: number; readonly work: Work }
  | { readonly type: "end" };
