/**
 * A task dies in the middle of the call, as after an oops, when it has reserved and not installed. Today its number stays
 * claimed for its siblings; a set that is the task's own is put when the task exits. FD_ADD, which the answer that ignores the
 * fault has, makes the file between the two: it is the making that oopses.
 */
import { allocUser, FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { ignoreFault, raw, slots as face } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

function dying({ name, kernel }: Answer, call: (current: Task) => number, violates?: string): Scenario {
  return scenario({
    name: `an oops between reserve and install, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller: (current) => syscall(current, () => call(current)),
      sibling: () => 0,
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const LEFT = "fd 0 is reserved for ever";

function reserved(current: Task): number {
  raw.getUnusedFdFlags(current, 0);
  return current.oops();
}

function held(current: Task): number {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  void fd;
  return current.oops();
}

function prepared(current: Task): number {
  face.fdPrepare(current, 0);
  return current.oops();
}

const added = (current: Task): number => ignoreFault.fdAdd(current, 0, () => current.oops());

export const mainline = dying(today, reserved, LEFT);
export const token = dying(byToken, held, LEFT);
export const tagged = dying(firstVersion, reserved);
export const onSlots = dying(byGlue, prepared);
export const taskWork = dying(byTaskWork, prepared);
export const ignoringFault = dying(faultIgnored, added, LEFT);
