/** The probe that does what no probe would do; others change one thing about it. */
import {
  KernelBug,
  type AtomicOperation,
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

  /** {@inheritDoc Probe.load} */
  load(address: number): number {
    return this.memory.words[address] as number;
  }

  /** {@inheritDoc Probe.store} */
  store(address: number, value: number): void {
    this.memory.words[address] = value;
  }

  /** {@inheritDoc Probe.atomic} */
  atomic(operation: AtomicOperation, address: number, first: number, second: number): number {
    const { words } = this.memory;
    const old = words[address] as number;
    switch (operation) {
      case "add":
        return (words[address] = old + first);
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

  /** {@inheritDoc Probe.lock} */
  lock(address: number): void {
    const { words } = this.memory;
    if (words[address] !== 0) {
      throw new KernelBug("deadlock", "lock", `the lock at ${address} is already held by this task`);
    }
    words[address] = 1;
  }

  /** {@inheritDoc Probe.unlock} */
  unlock(address: number): void {
    const { words } = this.memory;
    if (words[address] === 0) throw new KernelBug("BUG", "unlock", `the lock at ${address} is not held`);
    words[address] = 0;
  }

  /** {@inheritDoc Probe.rcuReadLock} */
  rcuReadLock(): void {}

  /** {@inheritDoc Probe.rcuReadUnlock} */
  rcuReadUnlock(): void {}

  /** {@inheritDoc Probe.synchronizeRcu} */
  synchronizeRcu(): void {}

  /** {@inheritDoc Probe.freeAfterGracePeriod} */
  freeAfterGracePeriod(address: number): void {
    this.memory.freeNow(address);
  }

  /** {@inheritDoc Probe.waitEvent} */
  waitEvent(_queue: number, address: number, value: number): void {
    if (this.memory.words[address] !== value) {
      throw new KernelBug("deadlock", "waitEvent", `the word at ${address} never becomes ${value}`);
    }
  }

  /** {@inheritDoc Probe.wakeUpAll} */
  wakeUpAll(_queue: number): void {}

  /** {@inheritDoc Probe.allocate} */
  allocate(words: number, kind: string): number {
    return this.memory.allocateNow(words, kind);
  }

  /** {@inheritDoc Probe.free} */
  free(address: number): void {
    this.memory.freeNow(address);
  }

  /** {@inheritDoc Probe.recycle} */
  recycle(address: number): void {
    this.memory.recycleNow(address);
  }

  /** {@inheritDoc Probe.fails} */
  fails(_code: ErrnoCode, _where: string): boolean {
    return false;
  }

  /** {@inheritDoc Probe.enter} */
  enter(_task: number, _name: string, _args: readonly (number | string)[]): void {}

  /** {@inheritDoc Probe.leave} */
  leave(
    _task: number,
    _name: string,
    _result: number | string | undefined,
    _args: readonly (number | string)[],
  ): void {}

  /** {@inheritDoc Probe.unwinding} */
  get unwinding(): boolean {
    return false;
  }

  /** {@inheritDoc Probe.quiet} */
  get quiet(): boolean {
    return false;
  }
}
