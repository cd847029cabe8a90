/** What can be measured and recorded, by name: the one table behind `npm run bench`, `npm run record` and `npm run help`. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { MADE } from "./site/made.js";

/** The repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** One thing that is measured. */
export interface Measurement {
  /** What is measured, in a line. */
  readonly what: string;
  /** What Node is started with: the program first. It prints, and writes nothing. */
  readonly program: readonly string[];
  /** What else it is given when it is to write the record. */
  readonly record: readonly string[];
  /** Options of Node itself. */
  readonly node?: readonly string[];
  /** The files of the record. */
  readonly writes: readonly string[];
  /** Those that are written once people have judged what was found. */
  readonly writesLater?: readonly string[];
  /**
   * The sources that the record is about, as globs: when they change, it is older than what it measures. None are named
   * where a test measures all of it anew and compares.
   */
  readonly sources: readonly string[];
}

const EXPLORER = ["src/kernel/**", "src/binding/**", "src/explore/**"];

export const measurements: Readonly<Record<string, Measurement>> = {
  matrix: {
    what: "which layer catches each mistake first, in each design",
    program: ["scripts/matrix.ts"],
    record: ["--record"],
    writes: ["docs/matrix.json", "docs/matrix.md"],
    sources: [],
  },
  cost: {
    what: "memory accesses and clean-up code of each call site, in each design",
    program: ["scripts/cost.ts"],
    record: ["--record"],
    writes: ["docs/cost.json", "docs/cost.md", "docs/data/cleanup.json"],
    sources: [],
  },
  "exit-time-install": {
    what: "the five answers to installing on the way out of a syscall, side by side",
    program: ["scripts/exit-time-install.ts"],
    record: ["--record"],
    writes: ["docs/exit-time-install.md"],
    sources: [],
  },
  numbers: {
    what: "the numbers that pages quote in their text",
    program: ["scripts/numbers.ts"],
    record: ["--record"],
    writes: ["docs/index.md", "docs/layers.md", "docs/story.md", "docs/guides/kernel-reviewers.md"],
    sources: [],
  },
  runs: {
    what: "the runs that pages show, as text for readers of the Markdown",
    program: ["scripts/run-texts.ts"],
    record: ["--record"],
    writes: [
      ...["index", "exit-time-install", "layers", "story", "tutorial"].map((page) => `docs/${page}.md`),
      ...["kernel-reviewers", "rust-reviewers"].map((page) => `docs/guides/${page}.md`),
    ],
    sources: [],
  },
  charts: {
    what: "the charts of the pages, drawn from what is recorded",
    program: ["scripts/charts.ts"],
    record: ["--record"],
    writes: ["scale", "lint-growth", "cost", "spin", "descriptors"].flatMap((name) =>
      ["", "-narrow"].map((width) => `docs/charts/${name}${width}.svg`),
    ),
    sources: [],
  },
  parity: {
    what: "verdicts of the ownership lint and of rustc, on pairs of programs",
    program: ["scripts/parity/main.ts"],
    record: ["--record"],
    writes: ["test/ownership/parity/rustc.json", "docs/ownership/parity.md"],
    // The other half is measured anew by a test.
    sources: ["test/ownership/parity/**/*.rs", "scripts/parity/rustc.ts"],
  },
  compilers: {
    what: "reports on a project with known mistakes, for each TypeScript, ESLint and Node",
    program: ["test/package/main.ts"],
    record: ["--record"],
    writes: ["docs/compilers.md"],
    sources: [
      "src/{ownership,lint,cli}/**",
      ...EXPLORER,
      "test/fixtures/compilers/**",
      "test/package/{main,cells,project}.ts",
    ],
  },
  noise: {
    what: "reports of the ownership lint on open-source code, and how many are true",
    program: ["bench/lint/noise.ts"],
    record: ["--record"],
    writes: ["docs/data/noise.json", "docs/ownership/noise.md"],
    sources: ["src/ownership/**", "bench/lint/{noise,code,page}.ts", "bench/lint/code/package*.json"],
  },
  mutations: {
    what: "who notices each of 150 faults in the model first: an example, the oracle, or a test",
    program: ["test/mutations/main.ts"],
    record: ["--record"],
    writes: ["docs/data/mutations.json", "docs/mutations.md"],
    sources: [
      "src/{kernel,binding,designs,explore}/**",
      "examples/**/*.ts",
      "test/{kernel,binding,explore,oracle,mutations}/**",
    ],
  },
  oracle: {
    what: "results of the model and of this machine's kernel, on random operations",
    program: ["test/oracle/main.ts"],
    record: ["--ops", "2000000", "--seed", "1", "--output", "docs/data/oracle.json"],
    writes: ["docs/data/oracle.json"],
    sources: ["src/kernel/**", "test/kernel/{faulting,syscalls}.ts", "test/oracle/**"],
  },
  conformance: {
    what: "short sequences of operations with the answers of this machine's kernel, and what other tables answer",
    program: ["test/conformance/main.ts"],
    record: ["--record"],
    writes: ["conformance/descriptors.jsonl", "docs/conformance.md"],
    // `npm run bench -- conformance` asks the kernel anew and compares; a test does the same with the tables.
    sources: [],
  },
  tla: {
    what: "properties of a public TLA+ model of close_range, searched exhaustively",
    program: ["scripts/tla.ts"],
    record: ["--record"],
    writes: ["docs/data/tla.json"],
    sources: [...EXPLORER, "examples/races/*.ts", "scripts/tla.ts"],
  },
  verdicts: {
    what: "what every scenario of the examples comes to, beside the record and the differences that are meant",
    program: ["scripts/verdicts.ts"],
    record: ["--record"],
    writes: ["test/explore/verdicts.json"],
    // It stays as it was before; `npm run test:long` measures all of it anew.
    sources: [],
  },
  promela: {
    what: "verdicts of the explorer and of SPIN, on every example with several tasks",
    program: ["scripts/promela.ts"],
    record: ["--record"],
    writes: ["docs/data/promela.json"],
    sources: [
      ...EXPLORER,
      "src/designs/**",
      "examples/**/*.ts",
      "bench/explore/spin.ts",
      "scripts/promela.ts",
    ],
  },
  explore: {
    what: "time to verdict and time per state, compared with SPIN",
    program: ["bench/explore/run.ts"],
    record: ["--output", "docs/data/bench-explore.json"],
    writes: ["docs/data/bench-explore.json"],
    sources: [...EXPLORER, "examples/races/*.ts", "bench/explore/**"],
  },
  scale: {
    what: "how states grow with tasks and calls",
    program: ["bench/scale/run.ts"],
    record: ["--record"],
    node: ["--max-old-space-size=8192"],
    writes: ["docs/data/scale.json", "docs/scale.md"],
    sources: [...EXPLORER, "examples/races/calls.ts", "bench/scale/{measure,run}.ts"],
  },
  descriptors: {
    what: "time per allocate, install and close, compared with other descriptor tables",
    program: ["bench/descriptors/run.ts"],
    record: ["--output", "docs/data/bench-descriptors.json"],
    writes: ["docs/data/bench-descriptors.json"],
    sources: ["src/{kernel,table}/**", "bench/descriptors/**"],
  },
  "ownership-precision": {
    what: "how many findings of the ownership lint are true on unseen code bases, as two readers judge them",
    program: ["bench/lint/precision/main.ts"],
    record: ["--record"],
    node: ["--max-old-space-size=8192"],
    writes: ["bench/lint/precision/first.tsv", "bench/lint/precision/second.tsv"],
    writesLater: ["docs/data/ownership-precision.json"],
    sources: ["src/{ownership,lint}/**", "bench/lint/precision/**"],
  },
  "ownership-fixes": {
    what: "how many public fixes of leaks the ownership lint finds on the commit before",
    program: ["bench/lint/fixes/main.ts"],
    record: ["--record"],
    node: ["--max-old-space-size=8192"],
    writes: [],
    writesLater: ["docs/data/ownership-fixes.json"],
    sources: ["src/ownership/**", "bench/lint/fixes/**"],
  },
  lint: {
    what: "time that the ownership lint adds to a typed ESLint run",
    program: ["bench/lint/run.ts"],
    record: ["--record"],
    writes: ["docs/data/bench-lint.json"],
    sources: ["src/ownership/**", "src/lint/**", "bench/lint/{run,code}.ts", "bench/lint/code/package*.json"],
  },
  start: {
    what: "start-up time of the command, compared with the compiler on the same file",
    program: ["bench/start/run.ts"],
    record: ["--output", "docs/data/bench-start.json"],
    writes: ["docs/data/bench-start.json"],
    sources: ["src/**", "scripts/build.js", "bench/start/**"],
  },
  site: {
    what: "load times and sizes of the site's pages",
    program: ["bench/site/run.ts"],
    record: ["--output", "docs/data/bench-site.json"],
    writes: ["docs/data/bench-site.json"],
    sources: [
      "src/**",
      "examples/**/*.ts",
      "docs/**/*.md",
      "docs/.vitepress/{play,theme}/**",
      "docs/.vitepress/*.ts",
      "scripts/site/**",
      "bench/site/**",
    ],
  },
};

/** Where the hashes of what each record measured are kept. */
export const hashesFile = path.join(root, "docs/records.json");

/** The hashes that were written with the records: of those that have one. */
export function readHashes(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(hashesFile, "utf8")) as Record<string, string>;
}

/**
 * The hash of some sources: of their paths and what stands in them.
 *
 * @param globs - Which sources; what the site's preparation makes is none.
 * @param folder - What they are relative to.
 */
export function hashOf(globs: readonly string[], folder = root): string {
  const hash = createHash("sha256");
  const files = globSync([...globs], {
    cwd: folder,
    ignore: ["**/node_modules/**", ...MADE],
    dot: true,
  }).sort();
  for (const file of files) {
    const text = readFileSync(path.join(folder, file));
    hash.update(`${file}\0${text.length}\0`).update(text);
  }
  return hash.digest("hex");
}

/** The records that are not known to be of the sources as they are. What was never recorded is not among them. */
export function olderRecords(
  table: Readonly<Record<string, Pick<Measurement, "sources" | "writes" | "writesLater">>> = measurements,
  hashes = readHashes(),
  folder = root,
): string[] {
  return Object.entries(table)
    .filter(([, { writes, writesLater = writes }]) =>
      writesLater.every((file) => existsSync(path.join(folder, file))),
    )
    .filter(([name, { sources }]) => sources.length > 0 && hashes[name] !== hashOf(sources, folder))
    .map(([name]) => name);
}
