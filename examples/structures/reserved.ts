/** What a reserved descriptor is to calls that name it or pass it by: not open, and claimed. */
import type { Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";
import { allocFd, clone, filesOf, freeFd, getUnusedFdFlags, putUnusedFd } from "fd-reservation/kernel";
import { small } from "../races/calls.js";

const [EBADF, ENOMEM, EMFILE] = [-9, -12, -24];

/** Reserves the lowest, calls, and puts it; what the call gives. */
function whileReserved({ kernel, address: task }: Task, call: (fd: number) => number): number {
  const fd = getUnusedFdFlags(kernel, task, 0);
  if (fd < 0) return fd;
  const result = call(fd);
  putUnusedFd(kernel, task, fd);
  return result;
}

export const ontoItself = scenario({
  name: "dup2 of a reserved descriptor onto itself: it is not open",
  kernel: small,
  tasks: {
    caller: (current) =>
      whileReserved(current, (fd) => {
        const result = current.dup2(fd, fd);
        if (result !== EBADF) throw new Error(`it gives ${result}`);
        return 0;
      }),
  },
});

export const copied = scenario({
  name: "fork beside a reservation past nr_open, lowered since: the copy is sized by what is claimed, and EMFILE",
  kernel: small,
  setup({ kernel, init: { address: task } }) {
    const fds = [0, 1, 2].map(() => getUnusedFdFlags(kernel, task, 0));
    for (const fd of fds) putUnusedFd(kernel, task, fd);
  },
  tasks: {
    caller({ kernel, address: task }) {
      const fd = allocFd(kernel, filesOf(kernel, task), 2, 8, 0);
      if (fd < 0) return fd;
      kernel.nrOpen = small.bitsPerLong;
      const child = clone(kernel, task);
      freeFd(kernel, filesOf(kernel, task), fd);
      if (child === EMFILE || child === ENOMEM) return child;
      throw new Error(`fork gives ${child < 0 ? child : "a child"}`);
    },
  },
});
