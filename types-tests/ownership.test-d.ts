/** Consumed tokens and files, and what may not go to another task. A trailing `TSnnnn` is the error that both
 * compilers must give on that line. */
import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import {
  FileDescriptorReservation,
  FileRef,
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
