/**
 * The token over slots: what the types refuse between prepare and the return of the syscall. A trailing `TSnnnn` is the
 * error that both compilers must give on that line.
 *
 * Of a token that is kept past its syscall the types refuse one form: that the syscall returns it. What they let pass is in
 * `keeps`: the lint refuses a token that a variable outside, a collection or a stored closure keeps (`escape`), and an alias
 * of a staged one (`use-after-move`). A token that was not bound, or that task work uses, is left to the guards.
 */
import { expectError, expectType } from "tsd";
import {
  BorrowedFile,
  CloseRangeFlags,
  FileRef,
  syscall,
  type Task,
  type TaskRef,
  type Unreserved,
} from "fd-reservation";
import { SlotReservation, slots, type raw } from "fd-reservation/designs";

declare function unsharesSomewhere(task: Unreserved): void;
declare function mayNot(task: TaskRef): void;

/** One line for each refusal, in the order of a call's life. */
export function refuses(current: Task, other: slots.FdSlot): void {
  current.unshareFiles();
  expectError(current.slot); // TS2339
  SlotReservation.prepare(current, 0);
  using slot: SlotReservation = current.slot;
  expectError(current.unshareFiles()); // TS2684
  expectError(current.execve()); // TS2684
  expectError(current.exit()); // TS2684
  expectError(current.closeRange(0, 9, CloseRangeFlags.UNSHARE)); // TS2769
  expectError(unsharesSomewhere(current)); // TS2345
  mayNot(current);
  expectType<number>(slot.reservedFd());
  expectError(current.clone({}, (_child, _argument: SlotReservation) => {}, slot)); // TS2345
  expectError(syscall(current, () => slot)); // TS2322
  expectError(slot.stage(slots.fdPrepareFile(current, other))); // TS2345
  using lent = current.fdget(3);
  expectError(slot.stage(lent)); // TS2345, in TypeScript 7 TS2739
  expectError(slot.stage(BorrowedFile.fromRawFile(current, lent.address))); // TS2345, in TypeScript 7 TS2739
  expectError(slot.commit(FileRef.anonInodeGetfile(current))); // TS2339
  slot.stage(FileRef.anonInodeGetfile(current));
  expectError(slot.stage(FileRef.anonInodeGetfile(current))); // TS2339
  expectError(slot.reservedFd()); // TS2339
  // The slot lives until the return, and so does the refusal.
  expectError(current.unshareFiles()); // TS2684
}

/** What lends a file in a signature refuses as well; a reference to it may be staged. */
export function borrows(current: Task, file: BorrowedFile): void {
  SlotReservation.prepare(current, 0);
  using slot: SlotReservation = current.slot;
  expectError(slot.stage(file)); // TS2345, in TypeScript 7 TS2739
  slot.stage(file.clone());
}

/** What compiles, and the lint or a guard refuses: an assertion narrows one name, and no type has a lifetime. */
export function keeps(current: Task, held: SlotReservation[]): () => number {
  let kept: SlotReservation | undefined;
  let later = (): number => 0;
  syscall(current, () => {
    SlotReservation.prepare(current, 0);
    using slot: SlotReservation = current.slot;
    kept = slot; // the lint: escape
    held.push(slot); // the lint: escape
    later = () => slot.reservedFd(); // the lint: escape
    current.taskWorkAdd(() => {
      slot.reservedFd(); // a guard: use-after-move
    });
    const alias: SlotReservation = slot;
    slot.stage(FileRef.anonInodeGetfile(current));
    alias.stage(FileRef.anonInodeGetfile(current)); // the lint: use-after-move
  });
  syscall(current, () => {
    SlotReservation.prepare(current, 0);
    kept = current.slot; // not bound: a guard, where it is used
  });
  expectType<number | undefined>((kept as SlotReservation | undefined)?.reservedFd());
  return later;
}

/** The face for C refuses less: a slot is no number of a descriptor, and no file. */
export function face(current: Task, file: raw.FilePointer): void {
  const slot = slots.fdPrepare(current, 0);
  expectType<slots.FdSlot>(slot);
  expectType<number>(slots.fdStage(current, slot, file));
  expectError(slots.fdStage(current, file, slot)); // TS2345
  expectError(slots.fdStage(current, 3, file)); // TS2345
  current.unshareFiles();
}
