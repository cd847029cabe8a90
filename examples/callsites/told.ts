/** Whether user space knows the numbers of the descriptors that a call has opened for it. */
import type { Failure } from "fd-reservation/explore";

/**
 * Compares the numbers that user space was told with those that are open, in order. The design `ignore-fault` promises
 * less than the others: a number whose telling faulted is open, and nobody was told.
 *
 * @param design - The name of the design, as the scenario has it.
 * @param told - The words of user memory in which the numbers belong.
 * @param open - What is open.
 * @param failures - Those of the run.
 */
export function allTold(
  design: string,
  told: readonly (number | undefined)[],
  open: readonly number[],
  failures: readonly Failure[],
): boolean {
  const faults = failures.filter(({ code, where }) => code === "EFAULT" && where === "put_user").length;
  const untold = open.filter((fd, index) => fd !== told[index]).length;
  return told.length === open.length && untold <= (/^ignore-fault\b/.test(design) ? faults : 0);
}
