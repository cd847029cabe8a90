/** A number is given back although a file is installed there: the next reservation finds the pointer under a clear bit. */
import { scenario } from "fd-reservation/explore";
import { allocFile, fdInstall, fput, getUnusedFdFlags, putUnusedFd } from "fd-reservation/kernel";

export default scenario<number>({
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
