/** The parity corpus: pairs of programs in Rust and TypeScript, and what is recorded of them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where the programs are. */
export const corpus = path.join(root, "test/ownership/parity");
/** Where the verdicts of rustc are recorded, for places without it. */
export const recordFile = path.join(corpus, "rustc.json");
/** The generated table. */
export const tableFile = path.join(root, "docs/ownership/parity.md");

/**
 * The pairs that are sorted by the shape of their programs: most are named as rustc's folders of UI tests are, whose
 * shapes they have. All others are sorted by the rule that they are about.
 */
export const shapes = {
  moves: "Who owns a value after constructors, conditions, patterns, loops and assignments.",
  borrowck: "A value is used while it is borrowed, by closures, parts, results and arguments.",
  nll: "A borrow lasts until its last use, on each path through the function.",
  regions: "A signature states what its result borrows from.",
  drop: "A disposal is a use: its order, its absence, and disposal by hand.",
  "let-else": "A value may be absent, and the path without it leaves.",
  match: "Each case of a choice treats the value differently.",
  loops: "Iterations take, lend and replace values.",
  closures: "Closures capture, are called once or often, and are handed on.",
  "async-await": "Promises borrow and take for as long as they are pending.",
  never: "Control does not go on after some calls and loops.",
  traits: "An implementation keeps to the signature of its interface.",
} as const satisfies Record<string, string>;

/**
 * Two programs of the same structure; or one, in TypeScript alone, that forgets to dispose. Rust has no such mistake: it
 * disposes at scope exit by itself.
 */
export interface Pair {
  /** `group/name`. */
  readonly name: string;
  /** The rule or the shape that it is sorted under. */
  readonly group: string;
  /** What the programs do, in a sentence: the first line of each. */
  readonly title: string;
  readonly rust: string | undefined;
  readonly typescript: string;
}

/** A pair that has both programs. */
export interface WholePair extends Pair {
  readonly rust: string;
}

/** Whether it has both programs. */
export function isWhole(pair: Pair): pair is WholePair {
  return pair.rust !== undefined;
}

/** What rustc said: the codes of its errors in the order of the source, or their texts where they have none. */
export type Verdict = readonly string[];

/** The recorded verdicts. */
export interface RustcRecord {
  /** `rustc --version`. */
  readonly release: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** All pairs, by group and name. */
export function readPairs(): Pair[] {
  const folders = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: group }) => {
    const files = readdirSync(path.join(corpus, group));
    const names = new Set(files.map((file) => path.parse(file).name));
    return [...names].sort().map((name) => {
      const rust = files.includes(`${name}.rs`) ? path.join(corpus, group, `${name}.rs`) : undefined;
      const typescript = path.join(corpus, group, `${name}.ts`);
      const title = /^\/\*\* (.*) \*\//.exec(readFileSync(typescript, "utf8"))?.[1] ?? "";
      const same = rust === undefined ? title : /^\/\/! (.*)/.exec(readFileSync(rust, "utf8"))?.[1];
      if (title !== same) throw new Error(`${group}/${name}: the first lines of the two programs differ`);
      return { name: `${group}/${name}`, group, title, rust, typescript };
    });
  });
}

/** The recorded verdicts. */
export function readRecord(): RustcRecord {
  return JSON.parse(readFileSync(recordFile, "utf8")) as RustcRecord;
}

/** What is known of pairs that differ: a reason each, by name. A pair to which one no longer applies must leave its list. */
export interface Known {
  /** The two languages cannot agree. */
  readonly exceptions: Readonly<Record<string, string>>;
  /** The lint is wrong today. */
  readonly differences: Readonly<Record<string, string>>;
  /** Both reject the program, for different errors. */
  readonly otherErrors: Readonly<Record<string, string>>;
}

/** What is known of pairs that differ. */
export function readKnown(): Known {
  const read = (file: string): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(path.join(corpus, file), "utf8")) as Readonly<Record<string, string>>;
  return {
    exceptions: read("exceptions.json"),
    differences: read("differences.json"),
    otherErrors: read("other-errors.json"),
  };
}
