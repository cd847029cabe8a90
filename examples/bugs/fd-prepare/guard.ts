/** fd-prepare, the same mistake over scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

/** A descriptor and its file, given back together. */
class Prepared implements Disposable {
  readonly err: number;
  readonly fd: guard.UnusedFd;
  readonly file: guard.ScopedPointer<raw.FilePointer>;

  constructor(current: Task) {
    this.fd = guard.getUnusedFd(current, 0);
    this.file = guard.freeFput(
      current,
      this.fd.fd < 0 ? (0 as raw.FilePointer) : raw.anonInodeGetfile(current),
    );
    this.err = this.fd.fd < 0 ? this.fd.fd : Math.min(this.file.pointer, 0);
  }

  [Symbol.dispose](): void {
    if (this.err === 0) return;
    this.file[Symbol.dispose]();
    this.fd[Symbol.dispose]();
  }
}

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using prepared = new Prepared(current);
    if (prepared.err !== 0) return prepared.err;
    const fault = raw.putUser(current, user, prepared.fd.fd);
    if (fault < 0) return fault;
    const fd = guard.takeFd(prepared.fd);
    raw.fdInstall(current, fd, guard.noFreePtr(prepared.file));
    return fd;
  });
}

export default scenarioOf("guard", call, "fd 0 is reserved for ever: every syscall has returned");
