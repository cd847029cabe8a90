/** What a step viewer shows: one run, or two of the same scenario side by side, with the sources they name. */
import type { Trace } from "../explore/index.js";

/** A run with what its panel is called. */
export interface ExhibitRun {
  /** Whose run it is: `Mainline`. */
  readonly label: string;
  readonly trace: Trace;
}

/** The document that the viewer reads. */
export interface Exhibit {
  /** The version of this format. */
  readonly version: 1;
  readonly title: string;
  /** Where the run stands among others: `run 3 of 5`. */
  readonly note?: string;
  /** The text of each source file, by the name that the steps use. */
  readonly sources: Readonly<Record<string, string>>;
  /** One or two. */
  readonly runs: readonly ExhibitRun[];
}
