/**
 * What the TypeScript programs of the corpus are written against: the binding, the words, and a few more types and
 * functions that say the same as `prelude.rs`. They run.
 */
import { FileRef, type FileDescriptorReservation, type Task } from "fd-reservation";
import type {
  Borrows,
  Exclusive,
  Move,
  MustUse,
  NotThreadSafe,
  Sendable,
  Shared,
} from "fd-reservation/ownership";

export { FileDescriptorReservation, FileRef, type Task } from "fd-reservation";
export type * from "fd-reservation/ownership";

/** Two files, each to be had once. */
export class Pair {
  readonly first: Move<FileRef>;
  readonly second: Move<FileRef>;

  constructor(current: Task) {
    this.first = FileRef.anonInodeGetfile(current);
    this.second = FileRef.anonInodeGetfile(current);
  }
}

/** Owns files. */
export class FileList implements Disposable {
  #files: FileRef[] = [];

  add(this: Exclusive<FileList>, file: Move<FileRef>): void {
    this.#files.push(file);
  }

  first(): Shared<FileRef> {
    return this.#files[0] as FileRef;
  }

  firstMut(this: Exclusive<FileList>): Exclusive<FileRef> {
    return this.#files[0] as FileRef;
  }

  cursor(this: Exclusive<FileList>): Borrows<Cursor, Exclusive<this>> {
    return new Cursor();
  }

  len(): number {
    return this.#files.length;
  }

  intoFirst(this: Move<FileList>): FileRef {
    const first = this.#files.shift() as FileRef;
    this[Symbol.dispose]();
    return first;
  }

  [Symbol.dispose](): void {
    for (const file of this.#files) file[Symbol.dispose]();
    this.#files = [];
  }
}

/** Walks a list, which nobody else may touch meanwhile. */
export class Cursor {
  next(this: Exclusive<Cursor>): number {
    return 0;
  }
}

/** Looks at a file; nothing happens at its end. */
export class View {
  size(): number {
    return 0;
  }
}

export function view(file: FileRef): Borrows<View, typeof file> {
  void file.privateData;
  return new View();
}

export class SpinLock {
  lock(): Borrows<LockGuard, this> {
    return new LockGuard();
  }
}

/** The lock is held as long as it lives. */
export class LockGuard implements Disposable, NotThreadSafe {
  declare readonly notThreadSafe: NotThreadSafe["notThreadSafe"];

  count(): number {
    return 0;
  }

  [Symbol.dispose](): void {}
}

/** A resource that never heard of the words. */
export class Connection implements Disposable {
  static open(): Connection {
    return new Connection();
  }

  send(text: string): void {
    void text;
  }

  [Symbol.dispose](): void {}
}

export function tryLock(lock: SpinLock): MustUse<boolean> {
  void lock;
  return true;
}

export function inspect(file: FileRef): number {
  return file.privateData;
}

export function compare(a: FileRef, b: FileRef): boolean {
  return a.privateData === b.privateData;
}

export function truncate(file: Exclusive<FileRef>): void {
  void file.privateData;
}

export function exchange(a: Exclusive<FileRef>, b: Exclusive<FileRef>): void {
  void [a.privateData, b.privateData];
}

export function copyInto(target: Exclusive<FileRef>, source: FileRef): void {
  void [target.privateData, source.privateData];
}

export function fput(file: Move<FileRef>): void {
  void file.privateData;
  file[Symbol.dispose]();
}

export function fputLike(file: Move<FileRef>, other: FileRef): void {
  fput(file);
  void other.privateData;
}

export function install(fd: Move<FileDescriptorReservation>, file: Move<FileRef>): void {
  const token: FileDescriptorReservation = fd;
  token.commit(file);
}

/** Gives the file back when it does not want it. */
export function offer(file: Move<FileRef>): FileRef | undefined {
  return file;
}

export function passOn(file: Move<FileRef>): Move<FileRef> {
  return file;
}

export function helperThatUnshares(task: Exclusive<Task>): void {
  task.unshareFiles();
}

export function once(body: Move<() => void>): void {
  body();
}

export function twice(body: () => void): void {
  body();
  body();
}

/** Runs it in another thread. */
export function spawn(current: Task, body: Sendable<Move<() => void>>): void {
  current.clone({}, () => body(), 0);
}

/** Hands a value to another thread, which ends it. */
export function send<T>(current: Task, value: Move<T & Sendable<T>>): void {
  const end = (_: Task, sent: unknown): void => (sent as Partial<Disposable>)[Symbol.dispose]?.();
  current.clone({}, end, value as number);
}

/** Runs a promise's work in any thread. */
export function spawnFuture(body: () => Promise<void>): Promise<void> {
  return body();
}

/** What lives for ever. */
export const registry: FileRef[] = [];
export const connections: Connection[] = [];

export async function tick(): Promise<void> {
  await Promise.resolve();
}
