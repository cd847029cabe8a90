/**
 * pipe2 makes two files, reserves two numbers, tells user space both, and installs last. Each step that fails undoes
 * all before it.
 *
 * Mirrors `do_pipe2` and `__do_pipe_flags` (fs/pipe.c, Linux 6.12).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    const reader = raw.anonInodeGetfile(current);
    if (raw.isErr(reader)) return raw.ptrErr(reader);
    const writer = raw.anonInodeGetfile(current);
    if (raw.isErr(writer)) {
      raw.fput(current, reader);
      return raw.ptrErr(writer);
    }
    let error: number;
    const fdr = (error = raw.getUnusedFdFlags(current, flags));
    files: {
      if (fdr < 0) break files;
      const fdw = (error = raw.getUnusedFdFlags(current, flags));
      reader: {
        if (fdw < 0) break reader;
        writer: {
          error = raw.putUser(current, ufds, fdr);
          if (error < 0) break writer;
          error = raw.putUser(current, ufds + 1, fdw);
          if (error < 0) break writer;
          raw.fdInstall(current, fdr, reader);
          raw.fdInstall(current, fdw, writer);
          return 0;
        }
        raw.putUnusedFd(current, fdw);
      }
      raw.putUnusedFd(current, fdr);
    }
    raw.fput(current, reader);
    raw.fput(current, writer);
    return error;
  });
}

export default scenarioOf("raw", pipe2);
