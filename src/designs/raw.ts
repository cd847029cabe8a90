/** The raw design: numbers and pointers, as C holds them; every failure exit undoes by hand what was done before. */
import type { TaskRef } from "../binding/index.js";
import { call } from "../binding/internal.js";
import {
  allocFile,
  closeFd as kernelCloseFd,
  errnoNumbers,
  fdInstall as kernelFdInstall,
  fget as kernelFget,
  fput as kernelFput,
  getFile as kernelGetFile,
  getUnusedFdFlags as kernelGetUnusedFdFlags,
  getUser as kernelGetUser,
  putUnusedFd as kernelPutUnusedFd,
  putUser as kernelPutUser,
  type ErrnoCode,
} from "../kernel/index.js";
import { describeObject, FileStruct, HEADER } from "../kernel/internal.js";
import { dereference, nameOf, type FilePointer } from "./pointer.js";

export { isErr, ptrErr, type FilePointer, type Pointer } from "./pointer.js";

/**
 * Reserves the lowest free descriptor. Exactly one `putUnusedFd` or `fdInstall` must follow, in the same
 * task and before the syscall returns.
 *
 * Mirrors `get_unused_fd_flags` (fs/file.c, Linux 6.x).
 *
 * @param current - The task that runs.
 * @param flags - O_CLOEXEC or 0.
 * @returns The descriptor, or -EMFILE or -ENOMEM.
 *
 * @public
 */
export function getUnusedFdFlags(current: TaskRef, flags: number): number {
  const { kernel, address } = current;
  return call(kernel, address, "get_unused_fd_flags", [flags], () =>
    kernelGetUnusedFdFlags(kernel, address, flags),
  );
}

/**
 * Gives a reserved descriptor back, without any check that it is one.
 *
 * Mirrors `put_unused_fd` (fs/file.c, Linux 6.x).
 *
 * @param current - The task that reserved it.
 * @param fd - The descriptor.
 *
 * @public
 */
export function putUnusedFd(current: TaskRef, fd: number): void {
  const { kernel, address } = current;
  call(kernel, address, "put_unused_fd", [fd], () => kernelPutUnusedFd(kernel, address, fd));
}

/**
 * Publishes a file in a reserved descriptor and takes over the caller's reference. From here on every task that
 * shares the table can use and close it.
 *
 * Mirrors `fd_install` (fs/file.c, Linux 6.x).
 *
 * @param current - The task that reserved it.
 * @param fd - The descriptor.
 * @param file - The file.
 * @throws KernelBug `BUG` when the slot already holds a file.
 *
 * @public
 */
export function fdInstall(current: TaskRef, fd: number, file: FilePointer): void {
  const { kernel, address } = current;
  call(kernel, address, "fd_install", [fd, nameOf(current, file)], () => {
    dereference(current, file, "fd_install");
    kernelFdInstall(kernel, address, fd, file);
  });
}

/**
 * Closes a descriptor by its number, no matter which task opened it.
 *
 * Mirrors `close_fd` (fs/file.c, Linux 5.11 and later; `ksys_close` before).
 *
 * @param current - The task that runs.
 * @param fd - The descriptor.
 * @returns 0 or -EBADF.
 *
 * @public
 */
export function closeFd(current: TaskRef, fd: number): number {
  const { kernel, address } = current;
  return call(kernel, address, "close_fd", [fd], () => kernelCloseFd(kernel, address, fd));
}

/**
 * Makes a file that belongs to no file system, with one reference, the caller's.
 *
 * Mirrors `anon_inode_getfile` (fs/anon_inodes.c, Linux 6.x).
 *
 * @param current - The task that runs.
 * @param operations - A number of `kernel.registerOperations`; 0 is a plain file.
 * @param flags - `f_flags`.
 * @param privateData - The file's `private_data` word.
 * @returns The file, or -ENFILE or -ENOMEM as a pointer.
 *
 * @public
 */
export function anonInodeGetfile(current: TaskRef, operations = 0, flags = 0, privateData = 0): FilePointer {
  const { kernel, address } = current;
  const name = kernel.operations[operations]?.name ?? "file";
  return call(
    kernel,
    address,
    "anon_inode_getfile",
    [name],
    () => allocFile(kernel, operations, flags, privateData),
    describeObject,
  ) as FilePointer;
}

/**
 * One more reference to a file. Mirrors `get_file`.
 *
 * @param current - The task that runs.
 * @param file - The file.
 * @returns The same pointer.
 * @throws KernelBug `use after free`, or `BUG` for NULL and error pointers.
 *
 * @public
 */
export function getFile(current: TaskRef, file: FilePointer): FilePointer {
  const { kernel, address } = current;
  call(kernel, address, "get_file", [nameOf(current, file)], () => {
    dereference(current, file, "get_file");
    kernelGetFile(kernel, file);
  });
  return file;
}

/**
 * Drops one reference; the last one releases the file. Mirrors `fput`.
 *
 * @param current - The task that runs.
 * @param file - The file.
 * @throws KernelBug `use after free`, or `BUG` for NULL and error pointers.
 *
 * @public
 */
export function fput(current: TaskRef, file: FilePointer): void {
  const { kernel, address } = current;
  call(kernel, address, "fput", [nameOf(current, file)], () => {
    if (file < HEADER) dereference(current, file, "fput");
    kernelFput(kernel, file);
  });
}

/**
 * The file that a descriptor names now, with a reference of the caller's own. Mirrors `fget`.
 *
 * @param current - The task that runs.
 * @param fd - The descriptor.
 * @returns The file, or 0 when the descriptor is not open.
 *
 * @public
 */
export function fget(current: TaskRef, fd: number): FilePointer {
  const { kernel, address } = current;
  return call(
    kernel,
    address,
    "fget",
    [fd],
    () => kernelFget(kernel, address, fd),
    describeObject,
  ) as FilePointer;
}

/**
 * How many references a file has now: it may be another number before the caller has looked at this one.
 *
 * Mirrors `file_count`.
 *
 * @param current - The task that runs.
 * @param file - The file.
 * @returns The count; 0 once it is released.
 * @throws KernelBug `BUG` for NULL and error pointers.
 *
 * @public
 */
export function fileCount(current: TaskRef, file: FilePointer): number {
  const { kernel, address } = current;
  return call(kernel, address, "file_count", [nameOf(current, file)], () => {
    if (file < HEADER) dereference(current, file, "file_count");
    return kernel.memory.load(file + FileStruct.count);
  });
}

/**
 * Reads the file's `private_data`: one field, to stand for any access to the file.
 *
 * @param current - The task that runs.
 * @param file - The file.
 * @throws KernelBug `use after free` when it has been released, `BUG` for NULL and error pointers.
 *
 * @public
 */
export function privateData(current: TaskRef, file: FilePointer): number {
  const { kernel, address } = current;
  return call(kernel, address, "private_data", [nameOf(current, file)], () => {
    dereference(current, file, "private_data");
    return kernel.memory.load(file + FileStruct.privateData);
  });
}

/**
 * Writes the file's `private_data`. What `privateData` says of reading holds.
 *
 * @param current - The task that runs.
 * @param file - The file.
 * @param value - The word.
 * @throws KernelBug as `privateData`.
 *
 * @public
 */
export function setPrivateData(current: TaskRef, file: FilePointer, value: number): void {
  const { kernel, address } = current;
  call(kernel, address, "set private_data", [nameOf(current, file), value], () => {
    dereference(current, file, "private_data");
    kernel.memory.store(file + FileStruct.privateData, value);
  });
}

/**
 * Writes one word to user memory. Mirrors `put_user`, and `copy_to_user` word by word.
 *
 * @param current - The task that runs.
 * @param user - Where.
 * @param value - What.
 * @returns 0 or -EFAULT.
 *
 * @public
 */
export function putUser(current: TaskRef, user: number, value: number): number {
  const { kernel, address } = current;
  return call(kernel, address, "put_user", [user, value], () => kernelPutUser(kernel, user, value));
}

/**
 * Reads one word of user memory. Mirrors `get_user`, and `copy_from_user` word by word.
 *
 * @param current - The task that runs.
 * @param user - Where.
 * @returns The word, or undefined for -EFAULT.
 *
 * @public
 */
export function getUser(current: TaskRef, user: number): number | undefined {
  const { kernel, address } = current;
  return call(kernel, address, "get_user", [user], () => kernelGetUser(kernel, user) as number | void) as
    number | undefined;
}

/**
 * A fault point: it fails when a checker injects a failure.
 *
 * @param current - The task that runs.
 * @param code - The error that it gives.
 * @param where - The kernel function.
 * @returns 0, or the negative error number.
 *
 * @public
 */
export function mayFail(current: TaskRef, code: ErrnoCode, where: string): number {
  const { kernel, address } = current;
  return call(kernel, address, where, [], () => (kernel.memory.fails(code, where) ? -errnoNumbers[code] : 0));
}

/**
 * A choice that is not this code's: what a register reads, which branch a function takes that is not modelled. The
 * explorer takes every way.
 *
 * @param current - The task that runs.
 * @param ways - How many there are, 1 to 65,536.
 * @param label - What is chosen.
 * @returns The way that is taken, from 0.
 * @throws RangeError when there are no ways, or too many.
 *
 * @public
 */
export function choose(current: TaskRef, ways: number, label: string): number {
  const { kernel, address } = current;
  return call(kernel, address, "choose", [label, ways], () => kernel.memory.choose(ways, label));
}
