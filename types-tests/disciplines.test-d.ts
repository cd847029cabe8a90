/** The three ways in which the types refuse to unshare while a reservation is live. A trailing `TSnnnn` is the error
 * that both compilers must give on that line. */
import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import {
  CloseRangeFlags,
  FileDescriptorReservation,
  FileDescriptorReservations,
  FileRef,
  type Reserving,
  type Task,
  type TaskRef,
  type Unreserved,
} from "fd-reservation";

declare function unshares(task: Pick<Task, "unshareFiles">): void;
declare function reads(task: TaskRef): void;

export function neverReserved(current: Task): void {
  expectType<void>(current.unshareFiles());
  expectType<number>(current.closeRange(3, 9, CloseRangeFlags.UNSHARE));
  expectType<void>(current.execve());
  expectType<void>(current.exit());
  expectAssignable<Unreserved>(current);
}

export function assertion(current: Task): void {
  current.unshareFiles();
  current.execve();
  current.closeRange(3, 9, CloseRangeFlags.UNSHARE);
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  expectType<number>(fd.reservedFd());
  expectNotAssignable<Unreserved>(current);
  expectAssignable<Reserving>(current);
  expectError(current.unshareFiles()); // TS2684
  expectError(current.execve()); // TS2684
  expectError(current.exit()); // TS2684
  expectError(current.closeRange(3, 9, CloseRangeFlags.UNSHARE)); // TS2769
  expectError(current.closeRange(3, 9, CloseRangeFlags.UNSHARE | CloseRangeFlags.CLOEXEC)); // TS2769
  expectType<number>(current.closeRange(3, 9));
  expectType<number>(current.closeRange(3, 9, CloseRangeFlags.CLOEXEC));
  expectType<number>(current.close(3));
  const later = (): void => {
    expectError(current.unshareFiles()); // TS2684
  };
  later();
  {
    expectError(current.unshareFiles()); // TS2684
  }
}

export function secondReservation(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using first: FileDescriptorReservation = current.reservation;
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using second: FileDescriptorReservation = current.reservation;
  first.commit(FileRef.anonInodeGetfile(current));
  expectType<number>(second.reservedFd());
  expectError(first.reservedFd()); // TS2339
}

export function several(current: Task): void {
  FileDescriptorReservations.getUnusedFds(current, 2, 0);
  using fds: FileDescriptorReservations<2> = current.reservations;
  expectType<readonly [number, number]>(fds.reservedFds());
  expectError(current.unshareFiles()); // TS2684
  expectError(current.execve()); // TS2684
  expectError(current.exit()); // TS2684
  expectError(current.closeRange(3, 9, CloseRangeFlags.UNSHARE)); // TS2769
  expectError(current.reservation); // TS2551
  expectNotAssignable<Parameters<typeof fds.commit>[0]>([FileRef.anonInodeGetfile(current)]);
  fds.commit([FileRef.anonInodeGetfile(current), FileRef.anonInodeGetfile(current)]);
  expectError(fds.reservedFds()); // TS2339
  expectError(fds.commitPrefix([])); // TS2339
}

export function tooFewFiles(current: Task): void {
  FileDescriptorReservations.getUnusedFds(current, 2, 0);
  using fds: FileDescriptorReservations<2> = current.reservations;
  expectError(fds.commit([FileRef.anonInodeGetfile(current)])); // TS2345
}

export function tooManyFiles(current: Task, files: readonly FileRef[]): void {
  FileDescriptorReservations.getUnusedFds(current, 1, 0);
  using fds: FileDescriptorReservations<1> = current.reservations;
  expectError(fds.commit(files)); // TS2345
}

export function wrongCount(current: Task): void {
  FileDescriptorReservations.getUnusedFds(current, 2, 0);
  // @ts-expect-error -- two were reserved
  using fds: FileDescriptorReservations<3> = current.reservations;
  fds.reservedFds();
}

export function asManyAsThereAre(current: Task, files: readonly FileRef[]): void {
  FileDescriptorReservations.getUnusedFdsUpTo(current, 5, 0);
  using fds: FileDescriptorReservations = current.reservations;
  expectType<readonly number[]>(fds.reservedFds());
  fds.commitPrefix(files);
  expectError(fds.commit(files)); // TS2339
}

export function bothForms(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  FileDescriptorReservations.getUnusedFds(current, 1, 0);
  using fds: FileDescriptorReservations<1> = current.reservations;
  expectError(current.clone({}, (_child, _argument: FileDescriptorReservations<1>) => {}, fds)); // TS2345
  fds.commit([FileRef.anonInodeGetfile(current)]);
  fd.commit(FileRef.anonInodeGetfile(current));
}

export function guard(current: Task): void {
  if (current.tryReserve(0)) {
    using fd = current.reservation;
    expectType<FileDescriptorReservation>(fd);
    expectError(current.unshareFiles()); // TS2684
    expectError(current.execve()); // TS2684
    expectError(current.exit()); // TS2684
    expectError(current.closeRange(3, 9, CloseRangeFlags.UNSHARE)); // TS2769
  } else {
    current.unshareFiles();
  }
  current.unshareFiles();
  current.execve();
  expectError(current.reservation); // TS2551
}

export function scoped(current: Task): void {
  const result = current.reserving(0, (fd, current) => {
    expectType<FileDescriptorReservation>(fd);
    expectType<TaskRef>(current);
    expectError(current.unshareFiles()); // TS2339
    expectError(current.execve()); // TS2339
    expectError(current.exit()); // TS2339
    expectError(current.closeRange(3, 9, CloseRangeFlags.UNSHARE)); // TS2345
    expectError(unshares(current)); // TS2345, in TypeScript 7 TS2741
    expectNotAssignable<Task>(current);
    reads(current);
    return "done";
  });
  expectType<string>(result);
  current.unshareFiles();
}

export function loop(current: Task): void {
  for (let round = 0; round < 3; round++) {
    current.unshareFiles();
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.reservedFd();
    expectError(current.unshareFiles()); // TS2684
  }
}

export function withoutReserving(current: Task): void {
  expectError(current.reservation); // TS2551
}

/** What types cannot see; the lint and the guards do. These lines compile, and that is known. */
export function missed(current: Task, sometimes: boolean): void {
  const alias: Task = current;
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  alias.unshareFiles();
  unshares(current);
  if (sometimes) fd.commit(FileRef.anonInodeGetfile(current));
  fd.commit(FileRef.anonInodeGetfile(current));
}
