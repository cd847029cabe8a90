/** What C's types know of the designs of C: a file is no number, a variable with clean-up is no plain one. A trailing
 * `TSnnnn` is the error that both compilers must give on that line. */
import { expectError, expectType } from "tsd";
import type { Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";

export function swappedArguments(current: Task, fd: number, file: raw.FilePointer): void {
  expectType<void>(raw.fdInstall(current, fd, file));
  expectError(raw.fdInstall(current, file, fd)); // TS2345
  expectError(raw.fput(current, fd)); // TS2345
}

export function untaken(current: Task, file: raw.FilePointer): void {
  using fd = guard.getUnusedFd(current, 0);
  using scoped = guard.freeFput(current, file);
  expectType<raw.FilePointer>(guard.noFreePtr(scoped));
  expectType<number>(guard.takeFd(fd));
  expectError(raw.fdInstall(current, fd, file)); // TS2345
  expectError(raw.fdInstall(current, fd.fd, scoped)); // TS2345
  expectError(guard.takeFd(fd.fd)); // TS2345
}

export function oneDescriptor(current: Task, file: raw.FilePointer): void {
  using fdf = prepare.fdPrepare(current, 0, () => file);
  expectType<number>(prepare.fdPublish(fdf));
  expectError(prepare.fdPrepare(current, 0, file)); // TS2345
  expectError(prepare.fdPublish(fdf, fdf)); // TS2554
}
