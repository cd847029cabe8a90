/** Copies of a table against those who change it. */
import { syscall, type Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";
import type { Exclusive } from "fd-reservation/ownership";
import { open, small } from "./calls.js";

function openTwo({ init }: World): void {
  open(init);
  open(init);
}

function unshare(current: Exclusive<Task>): number {
  return syscall(current, () => current.unshareFiles());
}

/** A copy must never show a descriptor that is claimed and empty. */
function noReservedSlot(task: Task | undefined): void {
  for (const { fd, state } of task?.table?.slots ?? []) {
    if (state !== "open") throw new Error(`fd ${fd} of the copy is ${state}`);
  }
}

export const unshareAgainstOpen = scenario({
  name: "unshare while a sibling reserves and installs",
  kernel: small,
  tasks: { opener: open, unsharer: unshare },
  check: ({ tasks }) => noReservedSlot(tasks["unsharer"]),
});

export const dupFdAgainstClose = scenario({
  name: "dup_fd against close: no file in the copy that was freed",
  kernel: small,
  setup: openTwo,
  tasks: { closer: (current) => current.close(1), copier: unshare },
  check: ({ tasks }) => noReservedSlot(tasks["copier"]),
});
