/**
 * Ends a program that does not: one that catches whatever is thrown and goes on for ever can be stopped by the engine
 * alone. That costs a thread each time, so only programs that catch at all are watched, and many runs at once.
 */
import { restoreChance } from "./determinism.js";
import { ExploreError } from "./explore-error.js";

/** What is used here of Node. */
interface Vm {
  readonly Script: new (text: string) => { runInThisContext(options: { timeout: number }): unknown };
}

/** How long what is watched may take, in milliseconds: no run that ends takes as long. */
const LONGEST = 5000;

/** After how many milliseconds a watch over many runs is begun anew. */
const SLICE = 100;

const NAME = Symbol.for("fd-reservation.watchdog");

const { process } = globalThis as { process?: { getBuiltinModule?: (name: "node:vm") => Vm | undefined } };
let script: InstanceType<Vm["Script"]> | undefined;

/** Watches the runs of one scenario's tasks. Where the engine cannot end a program, it goes on for ever. */
export class Watchdog {
  #isWatching = false;
  #task = "";

  /** @param mayCatch - Whether the scenario's programs catch at all: others end when they are stopped. */
  constructor(readonly mayCatch: boolean) {}

  /**
   * Runs a task's program.
   *
   * @throws {@link ExploreError} `swallowed` when it does not end.
   */
  run<R>(task: string, run: () => R): R {
    this.#task = task;
    return this.together(run);
  }

  /** Runs something that runs programs a few times, under one watch. */
  together<R>(runs: () => R): R {
    const vm = this.mayCatch && !this.#isWatching ? process?.getBuiltinModule?.("node:vm") : undefined;
    if (vm === undefined) return runs();
    script ??= new vm.Script(`globalThis[Symbol.for("${NAME.description}")]()`);
    Reflect.set(globalThis, NAME, () => {
      Reflect.deleteProperty(globalThis, NAME);
      return runs();
    });
    this.#isWatching = true;
    try {
      return script.runInThisContext({ timeout: LONGEST }) as R;
    } catch (error) {
      if ((error as { code?: unknown } | undefined)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      // What is ended so runs no `finally`.
      restoreChance();
      throw new ExploreError(
        "swallowed",
        `The task "${this.#task}" has not ended within ${LONGEST / 1000} s: it catches every exception and goes on for ever. ` +
          "Catch what you expect (error instanceof Errno) and rethrow the rest.",
      );
    } finally {
      this.#isWatching = false;
    }
  }

  /** Takes steps, each of which runs programs a few times, until one returns false. */
  steps(step: () => boolean): void {
    if (!this.mayCatch || this.#isWatching) {
      while (step());
      return;
    }
    const slice = (): boolean => {
      const until = performance.now() + SLICE;
      while (step()) if (performance.now() >= until) return true;
      return false;
    };
    while (this.together(slice));
  }
}
