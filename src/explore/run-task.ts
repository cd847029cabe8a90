/** Runs the function of one task to its end. */
import { TaskDied, type Task } from "../binding/index.js";
import { asCurrent } from "../binding/syscall.js";
import { withoutChance } from "./clock.js";
import type { TaskBody } from "./scenario.js";

/** What a task returns, 0 for nothing; a task that dies returns nothing, and the others go on. */
export function runTask<S>(name: string, task: Task, body: TaskBody<S>, shared: S): number {
  try {
    return withoutChance(name, () => asCurrent(task, () => body(task, shared))) ?? 0;
  } catch (error) {
    if (error instanceof TaskDied && error.task === task.address) return 0;
    throw error;
  }
}
