/** Explores functions of texts of C: what users of the package call. */
import type { Scenario, Trace } from "../explore/index.js";
import { Facts, type Fact } from "./facts.js";
import type { Configuration } from "./condition.js";
import type { Finding } from "./finding.js";
import type { FunctionReport } from "./report.js";
import { FunctionExplorer, type FunctionOptions } from "./search.js";
import { SourceIndex } from "./source-index.js";
import type { FunctionDefinition } from "./unit.js";

/**
 * A file of C.
 *
 * @beta
 */
export interface CSource {
  /** Its name; one that ends in `.h` is seen by all others. */
  readonly file: string;
  /** What is in it. */
  readonly text: string;
}

/**
 * How texts are read and explored.
 *
 * @beta
 */
export interface CExplorerOptions extends FunctionOptions {
  /** Facts about functions that are not at hand, besides the package's. */
  readonly facts?: readonly Fact[];
  /** Which macros are defined; all by default. */
  readonly configuration?: Configuration;
}

/**
 * Functions of C, each run on every path and with every failure over the model.
 *
 * @beta
 */
export class CExplorer {
  readonly #index: SourceIndex;
  readonly #explorer: FunctionExplorer;

  /**
   * @param sources - The files: those with the functions in question, and others that they call into.
   * @param options - How they are read and explored.
   */
  constructor(sources: readonly CSource[], options: CExplorerOptions = {}) {
    this.#index = new SourceIndex(new Facts(options.facts), options.configuration);
    for (const { file, text } of sources) this.#index.add(file, text);
    this.#explorer = new FunctionExplorer(this.#index, options);
  }

  /** The functions that handle descriptors or files themselves, file by file. */
  get functions(): readonly { readonly file: string; readonly name: string }[] {
    return [...this.#index.units.values()].flatMap(({ functions }) =>
      [...functions.values()]
        .filter((definition) => this.#index.namesDescriptors(definition))
        .map(({ file, name }) => ({ file, name })),
    );
  }

  /**
   * Runs a function on every path.
   *
   * @param name - Its name; `sys_` and the name for a syscall.
   * @param file - Its file, where several have one of that name.
   * @throws RangeError when there is none.
   */
  explore(name: string, file?: string): FunctionReport {
    return this.#explorer.explore(this.#find(name, file));
  }

  /**
   * The run that shows a finding, as the explorer tells runs; undefined where its callers alone show it.
   *
   * @param report - The report of its function.
   * @param finding - One of its findings.
   * @throws RangeError when the function is another explorer's.
   */
  trace(report: FunctionReport, finding: Finding): Trace | undefined {
    return this.#explorer.trace(this.#find(report.name, report.file), finding);
  }

  /**
   * The scenario whose runs must not show a finding: with it the token of the trace is replayed.
   *
   * @param report - The report of its function.
   * @param finding - One of its findings.
   * @throws RangeError when the function is another explorer's.
   */
  scenario(report: FunctionReport, finding: Finding): Scenario {
    return this.#explorer.scenario(this.#find(report.name, report.file), finding);
  }

  #find(name: string, file: string | undefined): FunctionDefinition {
    for (const unit of this.#index.units.values()) {
      const definition = unit.functions.get(name);
      if (definition !== undefined && (file === undefined || unit.file === file)) return definition;
    }
    throw new RangeError(`there is no function ${name}${file === undefined ? "" : ` in ${file}`}`);
  }
}
