/** Tasks that sleep until another one wakes them up. */
import { toAddress, toInt } from "./argument.js";
import type { Kernel } from "./kernel.js";
import { TASK_INTERRUPTIBLE, TASK_RUNNING, TaskStruct } from "./layout.js";

/**
 * Says whether the task is about to sleep. A task that announces it before it looks at its condition cannot miss the
 * wake-up that follows a change of the condition; one that looks first can.
 *
 * Mirrors `set_current_state` (Linux 6.x).
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 * @param state - TASK_INTERRUPTIBLE or TASK_RUNNING.
 *
 * @public
 */
export function setCurrentState(kernel: Kernel, task: number, state: number): void {
  task = toAddress(kernel, "setCurrentState", "task", task);
  state = toInt("setCurrentState", "state", state);
  const { memory } = kernel;
  const word = task + TaskStruct.flags;
  const flags = memory.load(word);
  memory.store(word, state === TASK_RUNNING ? flags & ~TASK_INTERRUPTIBLE : flags | TASK_INTERRUPTIBLE);
}

/**
 * Sleeps until {@link wakeUpProcess}, if the task has said that it will and nobody has woken it up since; otherwise goes
 * on. The caller looks at its condition again: a wake-up need not be meant for it.
 *
 * Mirrors `schedule` (Linux 6.x), as far as it sleeps.
 *
 * @param kernel - The kernel.
 * @param task - The calling task.
 *
 * @public
 */
export function schedule(kernel: Kernel, task: number): void {
  task = toAddress(kernel, "schedule", "task", task);
  const { memory } = kernel;
  const word = task + TaskStruct.flags;
  memory.waitEvent(word, word, memory.load(word) & ~TASK_INTERRUPTIBLE);
}

/**
 * Wakes a task up that sleeps, or is about to.
 *
 * Mirrors `wake_up_process` (Linux 6.x). It does not wake up a task that sleeps on a wait queue:
 * {@link Memory.wakeUpAll} does.
 *
 * @param kernel - The kernel.
 * @param task - The task to wake up.
 * @returns 1 when it was asleep or about to be, 0 when it was running.
 *
 * @public
 */
export function wakeUpProcess(kernel: Kernel, task: number): number {
  task = toAddress(kernel, "wakeUpProcess", "task", task);
  const { memory } = kernel;
  const word = task + TaskStruct.flags;
  for (;;) {
    const flags = memory.load(word);
    if ((flags & TASK_INTERRUPTIBLE) === 0) return 0;
    // Only the task itself changes its flags besides: it may have done so in between.
    if (memory.compareExchange(word, flags, flags & ~TASK_INTERRUPTIBLE) === flags) break;
  }
  memory.wakeUpAll(word);
  return 1;
}
