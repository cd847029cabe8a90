/** The boundary between a program and the binding: every call through it can be watched. */
import type { CallArgument, Kernel } from "../kernel/index.js";
import { isDead } from "../kernel/internal.js";
import type { Move } from "../ownership/index.js";
import { Errno } from "./errno.js";

/**
 * Runs one call of the binding, telling the probe, if any, of its begin and its end. What the body does must show in
 * memory and in its result alone: a probe that runs the task again skips the body.
 *
 * @param nameOf - What the result is called, where it is an address.
 */
export function call<R extends number | string | void>(
  kernel: Kernel,
  task: number,
  name: string,
  args: readonly CallArgument[],
  body: Move<() => R>,
  nameOf?: (kernel: Kernel, result: number) => CallArgument,
): R {
  const calls = kernel.memory.probe?.calls;
  if (calls === undefined) return body();
  const known = calls.skip?.(name, args);
  if (known !== undefined) {
    // Another error each time: what a program notes on one is not there the next time.
    if (known.failed !== undefined) throw new Errno(known.result as number, known.failed);
    return known.result as R;
  }
  calls.enter(task, name, args);
  let result: R;
  try {
    result = body();
  } catch (error) {
    if (error instanceof Errno) calls.leave(task, name, error.errno, args, error.syscall);
    throw error;
  }
  const named =
    typeof result === "number" && result > 0 && !calls.quiet ? nameOf?.(kernel, result) : undefined;
  calls.leave(task, name, result ?? undefined, args, undefined, named);
  return result;
}

/**
 * Whether a disposal must do nothing: the probe unwinds the task to run it again, or the task died in the middle of
 * its syscall and no clean-up code runs any more.
 */
export function neverRuns(kernel: Kernel, task: number): boolean {
  return kernel.memory.probe?.calls?.unwinding === true || isDead(kernel, task);
}
