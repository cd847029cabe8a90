/** A kernel thread that serves requests, with scope-based clean-up: leaving the request gives back what it still has. */
import type { Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function serve(current: Task): void {
  using fd1 = guard.getUnusedFd(current, 0);
  if (fd1.fd < 0) return;
  using file1 = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(file1.pointer)) return;
  using fd2 = guard.getUnusedFd(current, 0);
  if (fd2.fd < 0) return;
  using file2 = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(file2.pointer)) return;
  raw.fdInstall(current, guard.takeFd(fd1), guard.noFreePtr(file1));
  raw.fdInstall(current, guard.takeFd(fd2), guard.noFreePtr(file2));
}

export default scenarioOf("guard", serve);
