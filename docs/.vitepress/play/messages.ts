/** What the playground's page and its workers tell each other. */
import type { Trace, Verdict } from "../../../src/explore/index.js";

/** A problem in the program, by the compiler or the ownership rules. */
export interface Problem {
  /** Offsets in the program's text. */
  readonly from: number;
  readonly to: number;
  readonly severity: "error" | "warning";
  /** The tool that reports it, with its code: `TypeScript 2339`, `ownership/use-after-move E0382`. */
  readonly source: string;
  /** The whole text, with what the message's chain adds. */
  readonly text: string;
  /** The change that fixes it, if there is only one. */
  readonly fix?: {
    readonly title: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
  };
}

/** The program as it runs. */
export interface Compiled {
  readonly code: string;
  /** Its source map, as JSON. */
  readonly map: string;
}

/** What hovering over a name shows. */
export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly signature: string;
  readonly documentation: string;
}

/** A name that may stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: string;
}

/** What the language worker answers: a request names a method, its answer carries the same number. */
export interface Language {
  readonly problems: (text: string) => Problem[];
  readonly compile: (text: string) => Compiled;
  readonly hover: (text: string, at: number) => Hover | undefined;
  readonly completions: (text: string, at: number) => Completion[];
  readonly version: () => string;
}

/** Which kernel the program runs on; `own` is the one that the scenario asks for. */
export type DesignChoice = "own" | "table" | "tagged" | "both";

/** The order to run a program. */
export interface RunOrder {
  readonly type: "run";
  readonly number: number;
  readonly code: string;
  readonly design: DesignChoice;
  /** After how many seconds it is ended. */
  readonly limit: number;
}

/** What came of exploring a scenario on one kernel. */
export interface Explored {
  readonly design: Trace["design"];
  /** How many states were seen; for a scenario of one task, runs. */
  readonly states: number;
  readonly coverage: "EXHAUSTIVE" | "BOUNDED";
  readonly verdict: Verdict;
}

/** What came of one scenario. */
export interface ScenarioReport {
  readonly scenario: string;
  /** One kernel, or both when they were compared. */
  readonly kernels: readonly Explored[];
  /** For each kernel the counterexample, or a run without failures; both on one schedule when they were compared. */
  readonly traces: readonly Trace[];
}

/** What the sandbox says. Whatever the program does, the page takes it as text and numbers only. */
export type RunMessage = { readonly number: number } & (
  | { readonly type: "progress"; readonly scenario: string; readonly states: number }
  | { readonly type: "done"; readonly reports: readonly ScenarioReport[]; readonly milliseconds: number }
  | { readonly type: "failed"; readonly why: string }
);
