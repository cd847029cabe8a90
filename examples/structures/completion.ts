/**
 * A completion: a task sleeps until another one says that something is done. Its words have names, so traces
 * and deadlock reports do not speak of addresses.
 */
import { Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";
import { allocStruct, TASK_INTERRUPTIBLE, TASK_RUNNING, TaskStruct } from "fd-reservation/kernel";

/** The lock keeps `waiter` and `done` together. */
const Completion = { waitLock: 0, done: 1, waiter: 2, size: 3 } as const;

function setup({ kernel }: World): number {
  return allocStruct(kernel, "completion", Completion);
}

/** Whether it is done; if not, whom to wake up. */
function check({ kernel: { memory }, address }: Task, completion: number): boolean {
  memory.lock(completion + Completion.waitLock);
  const done = memory.load(completion + Completion.done);
  memory.store(completion + Completion.waiter, done === 0 ? address : 0);
  memory.unlock(completion + Completion.waitLock);
  return done !== 0;
}

function complete({ kernel }: Task, completion: number): void {
  const { memory } = kernel;
  memory.lock(completion + Completion.waitLock);
  memory.store(completion + Completion.done, 1);
  const waiter = memory.load(completion + Completion.waiter);
  memory.unlock(completion + Completion.waitLock);
  if (waiter !== 0) Task.at(kernel, waiter).wakeUp();
}

/** Announces its sleep, looks, sleeps. */
function wait(current: Task, completion: number): void {
  current.setCurrentState(TASK_INTERRUPTIBLE);
  while (!check(current, completion)) {
    current.schedule();
    current.setCurrentState(TASK_INTERRUPTIBLE);
  }
  current.setCurrentState(TASK_RUNNING);
}

/** The same by somebody who looks first: the wake-up may come in between, and finds nobody asleep. */
function lookFirst(current: Task, completion: number): void {
  while (!check(current, completion)) {
    current.setCurrentState(TASK_INTERRUPTIBLE);
    current.schedule();
  }
}

/** Sets the word without a wake-up. */
function setOnly({ kernel: { memory } }: Task, completion: number): void {
  memory.store(completion + Completion.done, 1);
}

/** Takes the lock and keeps it. */
function keepLock({ kernel: { memory } }: Task, completion: number): void {
  memory.lock(completion + Completion.waitLock);
  memory.waitEvent(completion + Completion.waiter, completion + Completion.done, 1);
  memory.unlock(completion + Completion.waitLock);
}

export const announced = scenario<number>({
  name: "a completion, and the waiter announces its sleep first",
  setup,
  tasks: { waiter: wait, completer: complete },
});

export const lookedFirst = scenario<number>({
  name: "a completion, and the waiter looks before it announces its sleep",
  setup,
  tasks: { waiter: lookFirst, completer: complete },
  violates: "waiting are waiter for somebody to wake it up",
});

export const notWoken = scenario<number>({
  name: "a completion, and nobody wakes the waiter up",
  setup,
  tasks: { waiter: wait, completer: setOnly },
  violates: "waiting are waiter for somebody to wake it up",
});

export const lockKept = scenario<number>({
  name: "a completion, and who waits for it keeps its lock",
  setup,
  tasks: { waiter: keepLock, completer: complete },
  violates:
    /waiter for done of completion@\d+, which is 0 and completer for the lock wait_lock of completion@/,
});

/** Announces its sleep and dies of an oops, which is noted in the word that a wake-up changes. */
function announceAndDie(current: Task, completion: number): void {
  current.setCurrentState(TASK_INTERRUPTIBLE);
  check(current, completion);
  current.oops();
}

export const deathNoted = scenario<number>({
  name: "a completion, and the waiter dies while it is woken up: its death is not forgotten",
  setup,
  tasks: { waiter: announceAndDie, completer: complete },
  check({ kernel: { memory }, tasks: { waiter, completer } }) {
    const flagsOf = (task: Task | undefined): number => memory.load((task?.address ?? 0) + TaskStruct.flags);
    // Nobody else has a flag besides the one of sleep.
    if (flagsOf(completer) !== TASK_RUNNING) throw new Error("the completer has flags");
    if ((flagsOf(waiter) & ~TASK_INTERRUPTIBLE) === 0) throw new Error("the waiter is not dead");
  },
});
