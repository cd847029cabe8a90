/**
 * A number is given back that is not reserved any more, or still named: the next reservation finds a pointer under a clear bit,
 * or a task has a slot for what is free.
 */
import { scenario } from "fd-reservation/explore";
import {
  allocFile,
  fdInstall,
  fdPrepare,
  fdPrepareFd,
  fput,
  getUnusedFdFlags,
  putUnusedFd,
} from "fd-reservation/kernel";

export const installed = scenario<number>({
  name: "put_unused_fd after fd_install, and another reservation",
  setup: ({ kernel }) => kernel.registerOperations({ name: "pipe" }),
  tasks: {
    caller({ kernel, address: task }, pipes) {
      const fd = getUnusedFdFlags(kernel, task, 0);
      if (fd < 0) return fd;
      const pipe = allocFile(kernel, pipes);
      if (pipe < 0) {
        putUnusedFd(kernel, task, fd);
        return pipe;
      }
      fdInstall(kernel, task, fd, pipe);
      putUnusedFd(kernel, task, fd);
      const again = getUnusedFdFlags(kernel, task, 0);
      fput(kernel, pipe);
      return again;
    },
  },
  violates: /slot 0 holds pipe@\d+ although its bit in open_fds was clear/,
});

export const inSlot = scenario({
  name: "put_unused_fd of a descriptor that is in a slot of the task",
  kernel: { scheme: "slots", commitVia: "explicit" },
  tasks: {
    caller({ kernel, address: task }) {
      const slot = fdPrepare(kernel, task, 0);
      if (slot < 0) return slot;
      putUnusedFd(kernel, task, fdPrepareFd(kernel, task, slot));
      return 0;
    },
  },
  violates: "fd 0 is in a slot of a task and is free",
});
