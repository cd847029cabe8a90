/**
 * A template for your own design: a number lives as long as one function call, which makes its file. Everything that can
 * fail is in that function; the install comes after it.
 */
import { Errno, type FileRef, type Move, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";

/**
 * Reserves a descriptor, calls a function that makes its file, and installs the file: last, once, and only if nothing
 * failed.
 *
 * @param current - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @param makeFile - Gets the number, which it may tell user space, and returns the file. If it throws, the number is given
 * back.
 * @returns The open descriptor.
 * @throws Errno EMFILE or ENOMEM, and what `makeFile` throws.
 */
export function withFd(current: Task, flags: number, makeFile: (fd: number) => FileRef): number {
  using fd = guard.getUnusedFd(current, flags);
  if (fd.fd < 0) throw new Errno(fd.fd, "get_unused_fd_flags");
  const file = makeFile(fd.fd);
  return install(current, guard.takeFd(fd), file);
}

/**
 * The same for two descriptors: both are reserved before the files are made, and both are installed after.
 *
 * @param current - The task that runs.
 * @param flags - O_CLOEXEC or 0, for both.
 * @param makeFiles - Gets both numbers and returns both files.
 * @throws Errno as withFd.
 */
export function withTwoFds(
  current: Task,
  flags: number,
  makeFiles: (first: number, second: number) => readonly [FileRef, FileRef],
): void {
  using first = guard.getUnusedFd(current, flags);
  if (first.fd < 0) throw new Errno(first.fd, "get_unused_fd_flags");
  using second = guard.getUnusedFd(current, flags);
  if (second.fd < 0) throw new Errno(second.fd, "get_unused_fd_flags");
  const [firstFile, secondFile] = makeFiles(first.fd, second.fd);
  install(current, guard.takeFd(first), firstFile);
  install(current, guard.takeFd(second), secondFile);
}

function install(current: Task, fd: number, file: Move<FileRef>): number {
  raw.fdInstall(current, fd, file.intoRaw() as raw.FilePointer);
  return fd;
}
