/** The rules: their names, what each refuses, and what rustc says about the same mistake. */

/**
 * One rule, as lint, documentation and command line show it.
 *
 * @public
 */
export interface Rule {
  /** What it refuses, in one sentence. */
  readonly summary: string;
  /** The errors, or lints, of rustc that it mirrors; none where rustc accepts the program. */
  readonly mirrors: readonly string[];
}

/**
 * The rules, by name.
 *
 * @public
 */
export const rules = {
  "not-bound": {
    summary: "A value that somebody must end is thrown away as soon as it is made.",
    mirrors: ["unused_must_use"],
  },
  "not-ended": {
    summary:
      "An owned value reaches the end of its scope on some path without being ended, moved or returned.",
    mirrors: [],
  },
  "use-after-move": {
    summary: "A value is used after its ownership went elsewhere.",
    mirrors: ["E0382"],
  },
  "maybe-moved": {
    summary: "A value is used after its ownership went elsewhere on some of the paths that lead there.",
    mirrors: ["E0382"],
  },
  "moved-in-loop": {
    summary: "A loop moves a value again that an earlier round has moved already.",
    mirrors: ["E0382"],
  },
  "moved-out-of-borrow": {
    summary: "A value is moved or ended by code that has only borrowed it.",
    mirrors: ["E0507"],
  },
  "moved-in-closure": {
    summary: "A closure that may run again moves what it captured.",
    mirrors: ["E0507"],
  },
  "double-end": {
    summary: "A value that has an end already is bound to another one.",
    mirrors: ["E0382", "E0507"],
  },
  escape: {
    summary: "A value, or a borrow of it, outlives the scope that ends the value.",
    mirrors: ["E0373", "E0505", "E0515", "E0597"],
  },
  "exclusive-borrow": {
    summary: "A value is borrowed exclusively, moved or replaced while another borrow of it is live.",
    mirrors: ["E0499", "E0502", "E0505", "E0506"],
  },
  "not-sendable": {
    summary: "A value that belongs to its thread is handed to another one.",
    mirrors: ["E0277"],
  },
  "held-across-suspension": {
    summary: "A value that belongs to its thread is held across await or yield.",
    mirrors: ["future_not_send"],
  },
} as const satisfies Record<string, Rule>;

/**
 * The name of a rule.
 *
 * @public
 */
export type RuleName = keyof typeof rules;
