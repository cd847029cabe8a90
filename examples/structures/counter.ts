/**
 * The explorer and your own data structures, which have nothing to do with descriptors: a counter behind a lock,
 * and a configuration that readers see without one, under RCU. Memory is all that tasks may share: words that
 * `set-up` allocated.
 */
import type { Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";

/** Where the counter's words lie. */
const LOCK = 0;
const COUNT = 1;

function makeCounter({ kernel }: World): number {
  return kernel.memory.allocate(2, "counter");
}

function increment({ kernel: { memory } }: Task, counter: number): void {
  memory.lock(counter + LOCK);
  memory.store(counter + COUNT, memory.load(counter + COUNT) + 1);
  memory.unlock(counter + LOCK);
}

/** The same by somebody who forgot the lock. */
function incrementUnlocked({ kernel: { memory } }: Task, counter: number): void {
  memory.store(counter + COUNT, memory.load(counter + COUNT) + 1);
}

export const locked = scenario<number>({
  name: "a counter behind a lock",
  setup: makeCounter,
  tasks: { a: increment, b: increment, c: increment },
  check({ kernel, shared }) {
    const count = kernel.memory.load(shared + COUNT);
    if (count !== 3) throw new Error(`three increments made ${count}`);
  },
});

export const forgotten = scenario<number>({
  name: "a counter, and one task forgets the lock",
  setup: makeCounter,
  tasks: { a: increment, b: incrementUnlocked },
  check({ kernel, shared }) {
    const count = kernel.memory.load(shared + COUNT);
    if (count !== 2) throw new Error(`two increments made ${count}`);
  },
  violates: "two increments made 1",
});

/** A pointer to a configuration of two words that belong together; who changes it makes a new one. */
function makeConfiguration({ kernel: { memory } }: World): number {
  const pointer = memory.allocate(1, "pointer");
  memory.store(pointer, newConfiguration(memory, 1));
  return pointer;
}

function newConfiguration(memory: World["kernel"]["memory"], value: number): number {
  const configuration = memory.allocate(2, "configuration");
  memory.store(configuration, value);
  memory.store(configuration + 1, value);
  return configuration;
}

/** Reads both words; they must be of one configuration. */
function read({ kernel: { memory } }: Task, pointer: number): void {
  memory.rcuReadLock();
  const configuration = memory.load(pointer);
  const [first, second] = [memory.load(configuration), memory.load(configuration + 1)];
  memory.rcuReadUnlock();
  if (first !== second) throw new Error(`half of ${first} and half of ${second}`);
}

function replace({ kernel: { memory } }: Task, pointer: number): void {
  const old = memory.exchange(pointer, newConfiguration(memory, 2));
  memory.freeAfterGracePeriod(old);
}

/** The same by somebody who frees at once. */
function replaceAtOnce({ kernel: { memory } }: Task, pointer: number): void {
  memory.free(memory.exchange(pointer, newConfiguration(memory, 2)));
}

export const graceful = scenario<number>({
  name: "a configuration under RCU",
  setup: makeConfiguration,
  tasks: { reader: read, writer: replace },
});

export const hasty = scenario<number>({
  name: "a configuration that is freed under its reader",
  setup: makeConfiguration,
  tasks: { reader: read, writer: replaceAtOnce },
  violates: "touched after it was freed",
});
