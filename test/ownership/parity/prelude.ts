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

  pop(this: Exclusive<FileList>): Move<FileRef> | undefined {
    return this.#files.pop();
  }

  find(index: number): Shared<FileRef> | undefined {
    return this.#files[index];
  }

  iter(): Borrows<Iterable<Shared<FileRef>>, this> {
    return this.#files.values();
  }

  /** Keeps the list as it is until the hold is disposed. */
  hold(): Borrows<Hold, this> {
    return new Hold(this);
  }

  fill(this: Exclusive<FileList>, count: number): void {
    void [this.#files, count];
  }

  clear(this: Exclusive<FileList>): void {
    this[Symbol.dispose]();
  }

  append(this: Exclusive<FileList>, other: Move<FileList>): void {
    this.#files.push(...other.#files);
    other.#files = [];
  }

  copyFrom(this: Exclusive<FileList>, other: FileList): void {
    this.#files.push(...other.#files.map((file) => file.clone()));
  }

  each(body: (file: Shared<FileRef>) => void): void {
    for (const file of this.#files) body(file);
  }

  eachMut(this: Exclusive<FileList>, body: (file: Exclusive<FileRef>) => void): void {
    for (const file of this.#files) body(file);
  }

  drain(this: Move<FileList>, body: (file: Move<FileRef>) => void): void {
    for (const file of this.#files.splice(0)) body(file);
  }

  [Symbol.dispose](): void {
    for (const file of this.#files) file[Symbol.dispose]();
    this.#files = [];
  }
}

/** Holds a list until its disposal. */
export class Hold implements Disposable {
  readonly #list: FileList;

  constructor(list: FileList) {
    this.#list = list;
  }

  count(): number {
    return this.#list.len();
  }

  [Symbol.dispose](): void {}
}

/** Owns a list. */
export class Shelf implements Disposable {
  readonly #list = new FileList();

  list(): Shared<FileList> {
    return this.#list;
  }

  listMut(this: Exclusive<Shelf>): Exclusive<FileList> {
    return this.#list;
  }

  [Symbol.dispose](): void {
    this.#list[Symbol.dispose]();
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

  narrow(): Borrows<View, this> {
    return new View();
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

/** Keeps the file as long as the other one lives. */
export function keepBeside(other: FileRef, file: Move<FileRef>): void {
  void other.privateData;
  fput(file);
}

/** A file, if there is one. */
export function maybeFile(current: Task, sometimes: boolean): Move<FileRef> | undefined {
  return sometimes ? FileRef.anonInodeGetfile(current) : undefined;
}

export function release(list: Move<FileList>): void {
  list[Symbol.dispose]();
}

/** Never returns. */
export function stop(): never {
  throw new Error("stopped");
}

export function helperThatUnshares(task: Exclusive<Task>): void {
  task.unshareFiles();
}

export function once(body: Move<() => void>): void {
  body();
}

export function mapOnce<T>(body: Move<() => Move<T>>): Move<T> {
  return body();
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

export async function readLater(list: FileList): Promise<number> {
  await tick();
  return list.len();
}

export async function fillLater(list: Exclusive<FileList>): Promise<void> {
  await tick();
  list.fill(1);
}

export async function releaseLater(list: Move<FileList>): Promise<void> {
  await tick();
  release(list);
}
