/** The design that ignores the fault: install first, tell user space then, and a telling that fails is no failure of the call. */
import type { TaskRef } from "../binding/index.js";
import { putUser } from "./raw.js";

export { fdAdd } from "./prepare.js";

/**
 * Writes a number to user memory, when there is user memory. A caller that passed a bad pointer has an open descriptor that it
 * does not know, and a call that says it succeeded.
 *
 * Jann Horn's answer in the discussion of September 2026 to installing on the way out of the syscall; `kernel/fork.c` ignores
 * the faults of two such writes (Linux 6.x).
 *
 * @param current - The task that runs.
 * @param user - Where.
 * @param value - What.
 *
 * @public
 */
export function tellUser(current: TaskRef, user: number, value: number): void {
  putUser(current, user, value);
}
