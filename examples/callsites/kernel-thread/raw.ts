/** A kernel thread serves requests, in plain C. Both files are there before either is installed. */
import type { Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function serve(current: Task): void {
  const fd1 = raw.getUnusedFdFlags(current, 0);
  if (fd1 < 0) return;
  errPutFd1: {
    const file1 = raw.anonInodeGetfile(current);
    if (raw.isErr(file1)) break errPutFd1;
    errPutFile1: {
      const fd2 = raw.getUnusedFdFlags(current, 0);
      if (fd2 < 0) break errPutFile1;
      const file2 = raw.anonInodeGetfile(current);
      if (raw.isErr(file2)) {
        raw.putUnusedFd(current, fd2);
        break errPutFile1;
      }
      raw.fdInstall(current, fd1, file1);
      raw.fdInstall(current, fd2, file2);
      return;
    }
    raw.fput(current, file1);
  }
  raw.putUnusedFd(current, fd1);
}

export default scenarioOf("raw", serve);
