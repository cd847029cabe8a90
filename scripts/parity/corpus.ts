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

/** Two programs of one shape. */
export interface Pair {
  /** `rule/name`. */
  readonly name: string;
  readonly rule: string;
  /** What the programs do, in a sentence: the first line of both. */
  readonly title: string;
  readonly rust: string;
  readonly typescript: string;
}

/** What rustc said: the codes of its errors in the order of the source, or their texts where they have none. */
export type Verdict = readonly string[];

/** The recorded verdicts. */
export interface RustcRecord {
  /** `rustc --version`. */
  readonly release: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** All pairs, by rule and name. */
export function readPairs(): Pair[] {
  const folders = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: rule }) => {
    const files = readdirSync(path.join(corpus, rule));
    const names = new Set(files.map((file) => path.parse(file).name));
    return [...names].sort().map((name) => {
      const rust = path.join(corpus, rule, `${name}.rs`);
      const typescript = path.join(corpus, rule, `${name}.ts`);
      const title = /^\/\/! (.*)/.exec(readFileSync(rust, "utf8"))?.[1] ?? "";
      const same = /^\/\*\* (.*) \*\//.exec(readFileSync(typescript, "utf8"))?.[1];
      if (title !== same) throw new Error(`${rule}/${name}: the first lines of the two programs differ`);
      return { name: `${rule}/${name}`, rule, title, rust, typescript };
    });
  });
}

/** The recorded verdicts. */
export function readRecord(): RustcRecord {
  return JSON.parse(readFileSync(recordFile, "utf8")) as RustcRecord;
}

/** The pairs on which the two cannot agree, with the reason. */
export function readExceptions(): Readonly<Record<string, string>> {
  const text = readFileSync(path.join(corpus, "exceptions.json"), "utf8");
  return JSON.parse(text) as Readonly<Record<string, string>>;
}
