/** Consumed tokens and files, and what may not go to another task. A trailing `TSnnnn` is the error that both
 * compilers must give on that line. */
import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import {
  BorrowedFile,
  FileDescriptorReservation,
  FileDescriptorReservations,
  FileRef,
  LentFile,
  type NotThreadSafe,
  type Sendable,
  type Task,
} from "fd-reservation";

export function afterCommit(current: Task, file: FileRef, other: FileRef): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  expectType<number>(fd.reservedFd());
  fd.commit(file);
  expectType<never>(fd);
  expectError(fd.commit(other)); // TS2339
  expectError(fd.reservedFd()); // TS2339
}

export function fileAfterCommit(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using file: FileRef = FileRef.anonInodeGetfile(current);
  expectType<number>(file.privateData);
  file.commitTo(fd);
  expectType<never>(file);
  expectError(file.privateData); // TS2339
  expectError(file.clone()); // TS2339
}

/** A borrowed file is read and cloned; what takes ownership refuses it. */
export function borrowed(current: Task, file: BorrowedFile, owned: FileRef): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  using lent = current.fdget(3);
  expectType<LentFile>(lent);
  expectType<number>(lent.privateData);
  expectType<FileRef>(file.clone());
  expectAssignable<BorrowedFile>(lent);
  expectAssignable<BorrowedFile>(owned);
  expectNotAssignable<FileRef>(lent);
  expectNotAssignable<FileRef>(file);
  expectNotAssignable<Disposable>(file);
  expectNotAssignable<BorrowedFile>({ address: 8, privateData: 0, name: "file@8", clone: () => owned });
  expectError(fd.commit(file)); // TS2345, in TypeScript 7 TS2739
  expectError(fd.commit(lent)); // TS2345, in TypeScript 7 TS2739
  expectError(file.commitTo(fd)); // TS2339
  expectError(lent.intoRaw()); // TS2339
  fd.commit(lent.clone());
}

export function severalBorrowed(current: Task, file: BorrowedFile): void {
  FileDescriptorReservations.getUnusedFds(current, 1, 0);
  using fds: FileDescriptorReservations<1> = current.reservations;
  expectError(fds.commit([file])); // TS2739
  fds.commit([file.clone()]);
}

export function executed(current: Task, file: BorrowedFile): void {
  expectError(current.execve(file)); // TS2345, in TypeScript 7 TS2739
}

export function wrongThings(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  expectError(fd.commit(3)); // TS2345
  expectNotAssignable<File>(FileRef.anonInodeGetfile(current));
}

export function notThreadSafe(current: Task): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  expectAssignable<NotThreadSafe>(fd);
  expectType<never>({} as Sendable<FileDescriptorReservation>);
  expectError(current.clone({}, (_child, _argument: FileDescriptorReservation) => {}, fd)); // TS2345
  expectError(current.clone({}, (_child, _argument: { fd: FileDescriptorReservation }) => {}, { fd })); // TS2322
  expectError(current.clone({}, (_child, _argument: FileDescriptorReservation[]) => {}, [fd])); // TS2322
  expectType<Task>(current.clone({}, (_child, argument: number) => void argument, 3));
  expectType<Task>(current.clone({}, (_child, argument: { a: string }) => void argument, { a: "x" }));
}

/** The File of the DOM, which a forgotten import would name. */
interface File {
  readonly lastModified: number;
}
