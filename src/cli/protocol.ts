/** What the command and the worker that loads and runs scenarios tell each other. */
import type { Report } from "../explore/index.js";

/** What the worker is given. */
export interface WorkerInput {
  /** The scenario files, absolute paths. */
  readonly files: readonly string[];
}

/** What the worker says, in this order: begin, loading ..., loaded, then running ... and report for each. */
export type WorkerMessage =
  | { readonly type: "begin" }
  | { readonly type: "loading"; readonly file: string }
  | { readonly type: "unloadable"; readonly file: string; readonly cause: string; readonly next: string }
  | { readonly type: "loaded"; readonly scenarios: readonly { readonly file: string; readonly name: string }[] }
  | { readonly type: "running"; readonly index: number; readonly run: number }
  | { readonly type: "report"; readonly index: number; readonly report: Report }
  | { readonly type: "end" };
