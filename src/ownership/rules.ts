/** The rules: their names, what each rejects, and rustc's error for the same mistake. */

/**
 * One rule, as the lint, the documentation and the command line show it.
 *
 * @public
 */
export interface Rule {
  /** What it rejects, in one sentence. */
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
    summary: "A value that must be disposed is discarded as soon as it is made.",
    mirrors: ["unused_must_use"],
  },
  "not-disposed": {
    summary: "On some path, an owned value leaves its scope without being disposed, moved or returned.",
    mirrors: [],
  },
  "field-not-disposed": {
    summary: "A field owns a value, and its class does not dispose it, or overwrites it.",
    mirrors: [],
  },
  "super-not-disposed": {
    summary: "A disposal overrides that of its base class and does not call it.",
    mirrors: [],
  },
  "use-after-move": {
    summary: "A value is used after it was moved.",
    mirrors: ["E0382"],
  },
  "maybe-moved": {
    summary: "A value is used after it was moved on some of the paths that lead there.",
    mirrors: ["E0382"],
  },
  "moved-in-loop": {
    summary: "A loop moves a value that an earlier iteration has already moved.",
    mirrors: ["E0382"],
  },
  "moved-out-of-borrow": {
    summary: "A value is moved or disposed by code that has only borrowed it.",
    mirrors: ["E0507", "E0053", "E0631"],
  },
  "moved-in-closure": {
    summary: "A closure that may run again moves what it captured.",
    mirrors: ["E0507", "E0277"],
  },
  "double-dispose": {
    summary: "A value that one `using` variable already disposes is bound to a second one.",
    mirrors: ["E0382", "E0507", "E0509"],
  },
  escape: {
    summary: "A value, or a borrow of it, outlives the scope that disposes the value.",
    mirrors: ["E0373", "E0505", "E0515", "E0597", "E0621"],
  },
  "exclusive-borrow": {
    summary: "A value is borrowed exclusively, moved or replaced while another borrow of it is live.",
    mirrors: ["E0499", "E0502", "E0505", "E0506", "E0596", "E0053", "E0631"],
  },
  "not-sendable": {
    summary: "A value that belongs to its thread is sent to another one.",
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

/**
 * How much is reported: what is near certain, or also what right code may look like, such as a value that is not
 * disposed when something throws.
 *
 * @public
 */
export type Preset = "recommended" | "strict";

/** The presets. */
export const presets: readonly Preset[] = ["recommended", "strict"];
