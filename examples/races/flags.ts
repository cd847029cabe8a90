/** Who sets close-on-exec must hold the lock: the bits of several descriptors share a word, and the table may move. */
import { CloseRangeFlags, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { open, small } from "./calls.js";

const FD_CLOEXEC = 1;

function openTwo({ init }: World): void {
  open(init);
  open(init);
}

/** Two tasks beside each other; in the end these descriptors are close-on-exec, and no other. */
function flagging(
  name: string,
  marked: readonly number[],
  tasks: Readonly<Record<string, (current: Task) => number>>,
): Scenario {
  return scenario({
    name,
    kernel: small,
    setup: openTwo,
    tasks,
    check({ init }) {
      const slots = init.table?.slots ?? [];
      const found = slots.filter(({ cloexec }) => cloexec).map(({ fd }) => fd);
      if (String(found) !== String(marked)) throw new Error(`close-on-exec are ${String(found) || "none"}`);
    },
  });
}

function mark(fd: number): (current: Task) => number {
  return (current) => current.fSetfd(fd, FD_CLOEXEC);
}

function markRange(fd: number): (current: Task) => number {
  return (current) => current.closeRange(fd, fd, CloseRangeFlags.CLOEXEC);
}

export const besideEachOther = flagging("F_SETFD of two descriptors in one word", [0, 1], {
  a: mark(0),
  b: mark(1),
});
export const besideGrowth = flagging("F_SETFD while the table grows", [0], {
  flagger: mark(0),
  opener: open,
});
export const ranges = flagging("close_range(CLOEXEC) beside F_SETFD", [0, 1], {
  a: markRange(0),
  b: mark(1),
});
export const rangeBesideGrowth = flagging("close_range(CLOEXEC) while the table grows", [0], {
  flagger: markRange(0),
  opener: open,
});
