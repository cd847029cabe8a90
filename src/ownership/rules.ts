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

/**
 * What is to be said of a comment such as `eslint-disable-line ownership/escpae`, with the rule whose name is nearest.
 * Undefined for the name of a rule, and for a rule of another plugin.
 *
 * @param place - Where the comment stands: `file:line`.
 */
export function misspelling(name: string, place: string): string | undefined {
  const [, written] = /^ownership\/(.*)$/.exec(name) ?? [];
  if (written === undefined || Object.hasOwn(rules, written)) return undefined;
  const names = Object.keys(rules) as [RuleName, ...RuleName[]];
  const nearest = names.reduce((best, one) => (edits(written, one) < edits(written, best) ? one : best));
  return `there is no rule ${name} (${place}): did you mean ownership/${nearest}?`;
}

/** How many letters must be added, left out or replaced to make one text of another. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] as number) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] as number) + 1, (next[at] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
