/** Runs the function of one task to its end. */
import { TaskDied, type Task } from "../binding/index.js";
import { asCurrent } from "../binding/internal.js";
import { withoutChance } from "./determinism.js";
import { ExploreError } from "./explore-error.js";
import type { TaskBody } from "./scenario.js";
import type { Watchdog } from "./watchdog.js";

/**
 * What a task returns, 0 for nothing; a task that dies returns nothing, and the others go on.
 *
 * @param watchdog - Ends the program where it does not end; a run that is known to end needs none.
 * @throws {@link ExploreError} `value` when it returns what is no 32-bit integer.
 */
export function runTask<S>(
  name: string,
  task: Task,
  body: TaskBody<S>,
  shared: S,
  watchdog?: Watchdog,
): number {
  const run = (): number | void => asCurrent(task, () => body(task, shared));
  try {
    const result = withoutChance(name, watchdog === undefined ? run : () => watchdog.run(name, run)) ?? 0;
    if (typeof result === "number" && result === (result | 0)) return result;
    throw new ExploreError(
      "value",
      `The task "${name}" returns ${String(result)}, which is no 32-bit integer.`,
    );
  } catch (error) {
    if (error instanceof TaskDied && error.task === task.address) return 0;
    throw error;
  }
}
