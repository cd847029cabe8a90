/** The boundary between a program and the binding: every call through it can be watched. */
import type { Kernel } from "../kernel/index.js";
import { Errno } from "./errno.js";

/** Runs one call of the binding, telling the probe, if any, of its begin and its end. */
export function call<R extends number | string | void>(
  kernel: Kernel,
  task: number,
  name: string,
  args: readonly (number | string)[],
  body: () => R,
): R {
  const { probe } = kernel.memory;
  if (probe === null) return body();
  probe.enter(task, name, args);
  try {
    const result = body();
    probe.leave(task, name, result ?? undefined, args);
    return result;
  } catch (error) {
    if (error instanceof Errno) probe.leave(task, name, error.errno, args);
    throw error;
  }
}
