/**
 * Ends a program that does not: one that catches whatever is thrown and goes on for ever can be stopped by the engine
 * alone. It costs a thread a run, so only programs that catch at all are run so.
 */
import { ExploreError } from "./explore-error.js";

/** What is used here of Node. */
interface Vm {
  readonly Script: new (text: string) => { runInThisContext(options: { timeout: number }): unknown };
}

/** How long a run may take, in milliseconds: no run that ends takes as long. */
const LONGEST = 5000;

const NAME = Symbol.for("fd-reservation.watchdog");

const { process } = globalThis as { process?: { getBuiltinModule?: (name: "node:vm") => Vm | undefined } };
let script: InstanceType<Vm["Script"]> | undefined;

/**
 * Runs something that may never end.
 *
 * @throws {@link ExploreError} `swallowed` when it does not end; where the engine cannot end it, it goes on for ever.
 */
export function watched<R>(task: string, run: () => R): R {
  const vm = process?.getBuiltinModule?.("node:vm");
  if (vm === undefined) return run();
  script ??= new vm.Script(`globalThis[Symbol.for("${NAME.description}")]()`);
  Reflect.set(globalThis, NAME, run);
  try {
    return script.runInThisContext({ timeout: LONGEST }) as R;
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new ExploreError(
      "swallowed",
      `The task "${task}" has not ended within ${LONGEST / 1000} s: it catches every exception and goes on for ever. ` +
        "Catch what you expect (error instanceof Errno) and rethrow the rest.",
    );
  } finally {
    Reflect.deleteProperty(globalThis, NAME);
  }
}
