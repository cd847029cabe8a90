/** The probe that does what no probe would do; others change one thing about it. */
import {
  KernelBug,
  type AtomicOperation,
  type CallOutcome,
  type ErrnoCode,
  type Kernel,
  type Memory,
  type Probe,
} from "../kernel/index.js";

/**
 * Passes every access through to the words. A base for probes that count, fail or record.
 *
 * @public
 */
export class DirectProbe implements Probe {
  /** The memory that it is attached to. */
  protected readonly memory: Memory;

  /**
   * @param kernel - The kernel whose memory it will watch; attach it with `kernel.memory.probe = ...`.
   */
  constructor(kernel: Kernel) {
    this.memory = kernel.memory;
  }

  /** Reads the word. */
  load(address: number): number {
    return this.memory.words[address] as number;
  }

  /** Writes the word. */
  store(address: number, value: number): void {
    this.memory.words[address] = value;
  }

  /** Does the read-modify-write. */
  atomic(operation: AtomicOperation, address: number, first: number, second: number): number {
    const { words } = this.memory;
    const old = words[address] as number;
    switch (operation) {
      case "add":
        return (words[address] = (old + first) | 0);
      case "incrementNotZero":
        if (old !== 0) words[address] = old + 1;
        return old === 0 ? 0 : 1;
      case "exchange":
        words[address] = first;
        return old;
      case "compareExchange":
        if (old === first) words[address] = second;
        return old;
    }
  }

  /** Takes the lock; one that is held is a deadlock. */
  lock(address: number): void {
    const { words } = this.memory;
    if (words[address] !== 0) {
      throw new KernelBug("deadlock", "lock", `the lock at ${address} is already held by this task`);
    }
    words[address] = 1;
  }

  /** Releases the lock. */
  unlock(address: number): void {
    const { words } = this.memory;
    if (words[address] === 0) throw new KernelBug("BUG", "unlock", `the lock at ${address} is not held`);
    words[address] = 0;
  }

  /** Nothing: tasks run one after the other. */
  rcuReadLock(): void {}

  /** Nothing: tasks run one after the other. */
  rcuReadUnlock(): void {}

  /** Nothing: no read section of another task can be open. */
  synchronizeRcu(): void {}

  /** Frees at once. */
  freeAfterGracePeriod(address: number): void {
    this.memory.freeNow(address);
  }

  /** Checks the condition; one that does not hold is a deadlock. */
  waitEvent(_queue: number, address: number, value: number): void {
    if (this.memory.words[address] !== value) {
      throw new KernelBug("deadlock", "waitEvent", `the word at ${address} never becomes ${value}`);
    }
  }

  /** Nothing: nobody sleeps. */
  wakeUpAll(_queue: number): void {}

  /** Allocates from the heap. */
  allocate(words: number, kind: string): number {
    return this.memory.allocateNow(words, kind);
  }

  /** Frees to the heap. */
  free(address: number): void {
    this.memory.freeNow(address);
  }

  /** Keeps the block for its kind. */
  recycle(address: number): void {
    this.memory.recycleNow(address);
  }

  /** Nothing fails. */
  fails(_code: ErrnoCode, _where: string): boolean {
    return false;
  }

  /** Nothing is known in advance. */
  skip(): CallOutcome | undefined {
    return undefined;
  }

  /** Not watched. */
  enter(_task: number, _name: string, _args: readonly (number | string)[]): void {}

  /** Not watched. */
  leave(
    _task: number,
    _name: string,
    _result: number | string | undefined,
    _args: readonly (number | string)[],
    _thrown?: Error,
  ): void {}

  /** Never. */
  get unwinding(): boolean {
    return false;
  }

  /** Places of calls are captured. */
  get quiet(): boolean {
    return false;
  }
}
