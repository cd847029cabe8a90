/** A program of several syscalls: each has its result, and one that fails must have changed nothing by itself. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenario } from "fd-reservation/explore";
import { open } from "../races/calls.js";

const [EBADF, EINVAL] = [-9, -22];

export const program = scenario({
  name: "a program that opens, closes twice and opens again",
  tasks: {
    program: (current) => {
      const fd = open(current);
      current.close(fd);
      current.close(fd);
      return open(current);
    },
  },
  check({ syscalls: { program = [] }, failures }) {
    if (failures.length > 0) return;
    if (program.join() !== `0,0,${EBADF},0`) throw new Error(`its syscalls returned ${program.join()}`);
  },
});

export const failsLast = scenario({
  name: "a program whose last syscall fails keeps what the others opened",
  tasks: {
    program: (current) => {
      open(current);
      return current.closeRange(2, 1);
    },
  },
  check({ syscalls: { program = [] }, tasks, failures }) {
    const open = String(tasks["program"]?.openDescriptors());
    if (failures.length === 0 && (program.at(-1) !== EINVAL || open !== "0")) {
      throw new Error(`the last syscall returned ${program.at(-1)}, and ${open} are open`);
    }
  },
});

/** Fails after it has installed. */
function openAndFail(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(FileRef.anonInodeGetfile(current));
    return raw.mayFail(current, "EIO", "enable");
  });
}

export const secondChanges = scenario({
  name: "the second syscall of a program fails, and yet its descriptor is open",
  tasks: {
    program: (current) => {
      open(current);
      return openAndFail(current);
    },
  },
  violates: "the call failed and yet fd 1 is open",
});
