/** fd-prepare, with FD_PREPARE as it was merged: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

/** `struct fd_prepare` of 28 November 2025. */
class FdPrepare implements Disposable {
  readonly err: number;
  readonly fd: number;
  readonly #current: Task;
  readonly #file: raw.FilePointer;

  constructor(current: Task) {
    this.#current = current;
    this.fd = raw.getUnusedFdFlags(current, 0);
    this.#file = this.fd < 0 ? (0 as raw.FilePointer) : raw.anonInodeGetfile(current);
    this.err = this.fd < 0 ? this.fd : Math.min(this.#file, 0);
  }

  publish(): number {
    raw.fdInstall(this.#current, this.fd, this.#file);
    return this.fd;
  }

  [Symbol.dispose](): void {
    if (this.err === 0) return;
    if (this.fd >= 0) raw.putUnusedFd(this.#current, this.fd);
    if (this.#file > 0) raw.fput(this.#current, this.#file);
  }
}

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = new FdPrepare(current);
    if (fdf.err !== 0) return fdf.err;
    const fault = raw.putUser(current, user, fdf.fd);
    if (fault < 0) return fault;
    return fdf.publish();
  });
}

export default scenarioOf("prepare", call, "fd 0 is reserved for ever: every syscall has returned");
