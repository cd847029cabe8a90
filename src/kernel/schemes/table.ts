/** Reservations in the table, as mainline keeps them: a set bit over an empty slot says that *somebody* reserved. */
import { KernelBug } from "../bug.js";
import { allocFd, fillSlot, freeFd } from "../descriptor.js";
import { isErrorValue } from "../errno.js";
import { filesOf, type ReservationScheme } from "../scheme.js";

/**
 * The scheme of mainline. What is installed is published at once, and nobody knows whose a reservation is: the task that
 * unshares or dies with one leaves it behind.
 *
 * A user-defined scheme may extend it and replace members: `{ ...tableScheme, name: "mine", put }`.
 *
 * @public
 */
export const tableScheme: ReservationScheme = {
  name: "table",
  taskWords: [],
  usesFastPath: true,
  commits: false,
  commitsByTaskWork: false,
  transfers: false,
  reserve: (kernel, _task, files, start, end, flags) => allocFd(kernel, files, start, end, flags),
  install: (kernel, _task, files, fd, file) => fillSlot(kernel, files, fd, file),
  put: (kernel, _task, files, fd) => freeFd(kernel, files, fd),
  prepare(kernel, task, files, start, end, flags) {
    return this.reserve(kernel, task, files, start, end, flags); // the slot is the descriptor
  },
  stage(kernel, task, slot, file) {
    this.install(kernel, task, filesOf(kernel, task), slot, file);
  },
  abandon(kernel, task, slot) {
    this.put(kernel, task, filesOf(kernel, task), slot);
  },
  slotFd: (_kernel, _task, slot) => slot,
  slotFile: () => 0,
  slotName: (slot) => slot,
  discard(_kernel, _task, fd) {
    throw new KernelBug("BUG", "discard", `fd ${fd} is not in the set of the task: the table has no sets`);
  },
  isFailure: isErrorValue,
  enterSyscall: () => 0,
  returnFromSyscall() {},
  isCommitQueued: () => false,
  wholeCall: (_kernel, _task, body) => body(),
  beginScope: () => 0,
  endScope() {},
  commit() {},
  refusesUnshare: () => false,
  transfer() {},
  exec() {},
  exit() {},
  truncated: (_kernel, _task, { length }) => length,
  reservationsOf: () => [],
  checkInvariants: () => [],
};
