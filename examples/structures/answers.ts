/**
 * What each call answers to arguments that are right and wrong, on a table of the smallest words: one task, every failure
 * of every call. Each step has the answer of Linux, or the error of a failure that was injected.
 */
import { CloseRangeFlags, OpenFlags, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { open } from "../races/calls.js";

const [EBADF, EINVAL, EMFILE] = [-9, -22, -24];
const { O_CLOEXEC } = OpenFlags;
const LIMIT = 6;

/** A call, what it answers, and what is open after it; `*` marks close-on-exec. */
type Step = readonly [call: (current: Task) => number, answer: number, after: string];

/** On a table with descriptors 0 and 1. */
const steps: readonly Step[] = [
  [(current) => current.fGetfd(2), EBADF, "0 1"],
  [(current) => current.fGetfd(-1), EBADF, "0 1"],
  [(current) => current.fGetfd(99), EBADF, "0 1"],
  [(current) => current.fSetfd(2, 1), EBADF, "0 1"],
  [(current) => current.fSetfd(1, 1), 0, "0 1*"],
  [(current) => current.fGetfd(1), 1, "0 1*"],
  [(current) => current.fSetfd(1, 2), 0, "0 1"],
  [(current) => current.fGetfd(1), 0, "0 1"],
  [(current) => current.dup(5), EBADF, "0 1"],
  [(current) => current.dup(1), 2, "0 1 2"],
  [(current) => current.dup2(7, 7), EBADF, "0 1 2"],
  [(current) => current.dup2(2, 2), 2, "0 1 2"],
  [(current) => current.dup2(0, LIMIT), EBADF, "0 1 2"],
  [(current) => current.dup2(-1, 1), EBADF, "0 1 2"],
  [(current) => current.dup3(0, 0, 0), EINVAL, "0 1 2"],
  [(current) => current.dup3(0, 1, 1), EINVAL, "0 1 2"],
  [(current) => current.dup3(0, LIMIT - 1, O_CLOEXEC), LIMIT - 1, "0 1 2 5*"],
  [(current) => current.dup2(1, LIMIT - 1), LIMIT - 1, "0 1 2 5"],
  [(current) => current.fDupfd(9, 0, 0), EBADF, "0 1 2 5"],
  [(current) => current.fDupfd(0, LIMIT, 0), EINVAL, "0 1 2 5"],
  [(current) => current.fDupfd(0, -1, 0), EINVAL, "0 1 2 5"],
  [(current) => current.fDupfd(0, 4, O_CLOEXEC), 4, "0 1 2 4* 5"],
  [(current) => current.dup(0), 3, "0 1 2 3 4* 5"],
  [(current) => current.dup(0), EMFILE, "0 1 2 3 4* 5"],
  [(current) => current.close(6), EBADF, "0 1 2 3 4* 5"],
  [(current) => current.close(-1), EBADF, "0 1 2 3 4* 5"],
  [(current) => current.close(1), 0, "0 2 3 4* 5"],
  [(current) => current.close(1), EBADF, "0 2 3 4* 5"],
  [(current) => current.closeRange(2, 1), EINVAL, "0 2 3 4* 5"],
  [(current) => current.closeRange(2, 3, 8 as 0), EINVAL, "0 2 3 4* 5"],
  [(current) => current.closeRange(2, 3, CloseRangeFlags.CLOEXEC), 0, "0 2* 3* 4* 5"],
  [(current) => current.closeRange(3, 4), 0, "0 2* 5"],
  [(current) => current.setRlimitNofile(9), -1, "0 2* 5"],
  [(current) => current.setRlimitNofile(1), 0, "0 2* 5"],
  [(current) => current.dup(0), EMFILE, "0 2* 5"],
  [(current) => current.setRlimitNofile(8), 0, "0 2* 5"],
  [(current) => current.closeRange(0, 0xffff_ffff), 0, ""],
];

function openOf(current: Task): string {
  const slots = current.table?.slots ?? [];
  return slots.map(({ fd, cloexec }) => `${fd}${cloexec ? "*" : ""}`).join(" ");
}

function answers(name: string, kernel: KernelOptions): Scenario[] {
  return steps.map(([call, answer, after], index) =>
    scenario({
      name: `${name} reservations, call ${index + 1} of a program, which leaves ${after || "none"} open`,
      kernel: { bitsPerLong: 2, nrOpen: 8, rlimitNofile: LIMIT, ...kernel },
      setup({ init }: World) {
        open(init);
        open(init);
        for (const [before] of steps.slice(0, index)) before(init);
      },
      tasks: { caller: call },
      check({ tasks, results: { caller = 0 }, failures }) {
        if (failures.length > 0) return;
        const open = tasks["caller"] === undefined ? "" : openOf(tasks["caller"]);
        if (caller !== answer || open !== after)
          throw new Error(`it answers ${caller}, and ${open} are open`);
      },
    }),
  );
}

export const inTheTable = answers("table", {});
export const tagged = answers("tagged", { scheme: "tagged" });
