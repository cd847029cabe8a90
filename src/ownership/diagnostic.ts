/** What the analysis reports: plain data that an editor, a terminal or a web page can show. */
import type { RuleName } from "./rules.js";

/**
 * A range of the source, and what happens there.
 *
 * @public
 */
export interface Label {
  /** The offset of its first character. */
  readonly start: number;
  /** The offset after its last character. */
  readonly end: number;
  /** What happens there: "moved here". */
  readonly text: string;
}

/**
 * A change of the source that fixes what was reported.
 *
 * @public
 */
export interface Fix {
  /** What it does, as an editor shows it. */
  readonly title: string;
  /** The offset of the first replaced character. */
  readonly start: number;
  /** The offset after the last replaced character. */
  readonly end: number;
  /** The replacement. */
  readonly text: string;
}

/**
 * One broken rule.
 *
 * @public
 */
export interface Diagnostic {
  /** The rule. */
  readonly rule: RuleName;
  /** The rustc error or lint for the same mistake; `leak` where rustc has none. */
  readonly code: string;
  /** What is wrong, in one line. */
  readonly message: string;
  /** Where. */
  readonly primary: Label;
  /** What led to it. */
  readonly secondary: readonly Label[];
  /** What to do instead. */
  readonly help?: string;
  /** The change to make, when there is only one. */
  readonly fix?: Fix;
}
