/** What the runner takes and gives. */

/** An operation with Linux's answer; what else it has is told in schema.json. */
export interface Step {
  readonly op: string;
  readonly result: number | string | readonly number[];
}

/** A line of descriptors.jsonl. */
export interface Sequence {
  readonly id: number;
  readonly limit: number;
  readonly steps: readonly Step[];
  readonly open: readonly (readonly [fd: number, file: number, cloexec: boolean])[];
}

/** A table under test: a function for each operation that it has. */
export type Table = Readonly<Record<string, (step: Step) => unknown>> & {
  readonly state?: () => Iterable<readonly [fd: number, file: unknown, cloexec: boolean]>;
};

/** How tables are made. */
export interface Adapter {
  readonly name: string;
  create(limit: number): Table | Promise<Table>;
}

/** A class of differences: how many sequences show it, and the shortest one up to where it shows. */
export interface Failure {
  readonly sequences: number;
  readonly steps: readonly Step[];
  readonly given: unknown;
}

/** What a table comes to. */
export interface Results {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
  /** Operations that it has not. */
  readonly missing: readonly string[];
  readonly classes: Readonly<Record<string, Failure>>;
}

export function readSequences(file?: string): Sequence[];
export function run(sequences: readonly Sequence[], adapter: Adapter): Promise<Results>;
