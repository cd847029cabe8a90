/** The transaction's types: no unsharing inside, unless the kernel transfers. A trailing `TSnnnn` is the error that
 * both compilers must give on that line. */
import { expectError, expectType } from "tsd";
import { FileRef, type BorrowedFile, type Task } from "fd-reservation";
import { Transaction, type TransactionFd } from "fd-reservation/designs";

export function refuses(current: Task): number {
  current.unshareFiles();
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  expectError(current.unshareFiles()); // TS2684
  expectError(current.execve()); // TS2684
  expectError(current.exit()); // TS2684
  const fd: TransactionFd = transaction.getUnusedFdFlags(0);
  expectType<void>(fd.fdInstall(FileRef.anonInodeGetfile(current)));
  expectType<number>(fd.reservedFd());
  fd.discard();
  expectError(fd.reservedFd()); // TS2339
  expectType<void>(transaction.commit());
  return transaction.succeed(3);
}

export function borrowed(current: Task, file: BorrowedFile): number {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  const fd: TransactionFd = transaction.getUnusedFdFlags(0);
  expectError(fd.fdInstall(file)); // TS2345, in TypeScript 7 TS2739
  fd.fdInstall(file.clone());
  return transaction.succeed(0);
}

export function several(current: Task, count: number): void {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  expectType<readonly [TransactionFd, TransactionFd]>(transaction.getUnusedFds(2, 0));
  expectType<readonly TransactionFd[]>(transaction.getUnusedFds(count, 0));
}

export function transfers(current: Task): void {
  Transaction.beginTransferring(current);
  using transaction: Transaction = current.transaction;
  transaction.getUnusedFdFlags(0);
  current.unshareFiles();
  current.execve();
}

export function notThreadSafe(current: Task): void {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  expectError(current.clone({}, (_child, _argument: Transaction) => {}, transaction)); // TS2345
}

export function withoutBeginning(current: Task): void {
  expectError(current.transaction); // TS2339
}
