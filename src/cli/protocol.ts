/** What the command and the worker that loads and runs scenarios tell each other. */
import type { CostEntry, Exploration, ExploreOptions, Replay, Shard } from "../explore/index.js";

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

/** What the worker is given. */
export interface WorkerInput {
  /** The scenario files, absolute paths. */
  readonly files: readonly string[];
  /** Those of them that need not export a scenario. */
  readonly optional: readonly string[];
  /** What to do with each scenario. */
  readonly task: Task;
  /** How many scenarios are taken, a word that the workers share. */
  readonly taken: Int32Array;
}

/** What came of one scenario. */
export type Work =
  | { readonly check: Exploration }
  | { readonly shard: Shard }
  | { readonly cost: readonly CostEntry[] }
  | { readonly replay: Replay | undefined }
  | { readonly promela: string | undefined };

/** What the worker says, in this order: begin, loading ..., loaded, then running ... and done for each. */
export type WorkerMessage =
  | { readonly type: "begin" }
  | { readonly type: "loading"; readonly file: string }
  | { readonly type: "unloadable"; readonly file: string; readonly cause: string; readonly next: string }
  | {
      readonly type: "loaded";
      readonly scenarios: readonly { readonly file: string; readonly name: string }[];
    }
  | { readonly type: "running"; readonly index: number; readonly at: string }
  | { readonly type: "done"; readonly index: number; readonly work: Work }
  | { readonly type: "end" };
