/** What the playground's page and its workers tell each other. */
import type { Trace, Verdict } from "../../../src/explore/index.js";

/** A change of the program's text. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

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
  readonly fix?: Edit & { readonly title: string };
}

/** What a check of the program found. */
export interface Checked {
  /** The first of the problems: at most as many as are shown. */
  readonly problems: readonly Problem[];
  /** How many there are. */
  readonly total: number;
  /** How many of them are errors. */
  readonly errors: number;
}

/** Where something is in the program, each from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The program as it runs, or why it cannot. */
export type Compiled =
  | {
      readonly code: string;
      /** Its source map, as JSON. */
      readonly map: string;
    }
  | { readonly syntaxError: string; readonly place: Place };

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

/** Where a name is defined: in the program, or in a declaration of the package or the library. */
export type Definition =
  { readonly from: number; readonly to: number } | { readonly file: string; readonly text: string };

/** What a language's worker answers: a request names a method, its answer carries the same number. */
export interface Language {
  readonly check: (text: string) => Checked;
  readonly compile: (text: string) => Compiled;
  readonly hover: (text: string, at: number) => Hover | undefined;
  readonly completions: (text: string, at: number) => readonly Completion[];
  readonly definition: (text: string, at: number) => Definition | undefined;
  readonly format: (text: string) => readonly Edit[];
  readonly version: () => string;
}

/** Which kernel the program runs on; `own` is the one that the scenario asks for. */
export type DesignChoice = "own" | "table" | "tagged" | "both";

/** The order to run a program. */
export interface RunOrder {
  readonly code: string;
  readonly design: DesignChoice;
  /** After how many milliseconds it is ended. */
  readonly limit: number;
  /** A run that a link names. */
  readonly token?: string;
}

/** What the page tells the sandbox's frame: the script of its workers, to run a program, or to end what runs. */
export type FrameOrder =
  | { readonly type: "runner"; readonly code: string }
  | { readonly type: "stop" }
  | { readonly type: "run"; readonly number: number; readonly order: RunOrder };

/** What came of exploring a scenario on one kernel. */
export interface Explored {
  readonly design: Trace["design"];
  /** How many tasks the scenario has. */
  readonly tasks: number;
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
  /**
   * For each kernel the counterexample, or a run without failures; both on one schedule when they were compared. None
   * when a run is too long to be shown.
   */
  readonly traces: readonly Trace[];
}

/** What came of the run that a link names: its number among the reports, or why it cannot be run again. */
export type LinkedRun = { readonly report: number } | { readonly problem: string };

/** How a run ended. */
export type RunEnd =
  | {
      readonly type: "done";
      readonly reports: readonly ScenarioReport[];
      readonly milliseconds: number;
      readonly linked?: LinkedRun;
    }
  | { readonly type: "failed"; readonly why: string; readonly place?: Place };

/** A line that the program prints. */
export interface Output {
  readonly text: string;
  readonly place?: Place;
}

/** What the sandbox says. Whatever the program does, the page takes texts and numbers of this shape only. */
export type RunMessage =
  | { readonly type: "begun" }
  | { readonly type: "progress"; readonly scenario: string; readonly states: number }
  | ({ readonly type: "output" } & Output)
  | RunEnd;
