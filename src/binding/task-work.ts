/** Work that a task queues in a syscall, to run on its way back to user space. */
import type { Kernel } from "../kernel/index.js";

/** One callback. */
interface Work {
  readonly run: () => void;
  /** Whether the commit of the syscall was queued when it was. */
  readonly isAfterCommit: boolean;
}

/** The work of one syscall, which a task runs as `task_work_run` (kernel/task_work.c, Linux 6.x): the newest first. */
export class TaskWorks {
  readonly #works: Work[] = [];
  #taken: readonly Work[] = [];

  /** Queues one. */
  add(work: Work): void {
    this.#works.push(work);
  }

  /** Takes what is queued, and runs what was queued after the commit: it comes before it. */
  runBeforeCommit(): void {
    this.#taken = this.#take();
    for (const { run, isAfterCommit } of this.#taken) if (isAfterCommit) run();
  }

  /** Runs the rest of it, then what was queued meanwhile, until there is none. */
  runAfterCommit(): void {
    for (const { run, isAfterCommit } of this.#taken) if (!isAfterCommit) run();
    while ((this.#taken = this.#take()).length > 0) for (const { run } of this.#taken) run();
  }

  /** Takes what is queued, the newest first. */
  #take(): Work[] {
    return this.#works.splice(0).reverse();
  }
}

// The syscalls that run, by task, the innermost last. What is queued is code of the program, which a probe that runs the
// program again queues again.
const running = new WeakMap<Kernel, Map<number, TaskWorks[]>>();

/** A syscall of a task begins, which may queue work. {@link leaveTaskWorks} must follow. */
export function enterTaskWorks(kernel: Kernel, task: number): TaskWorks {
  let tasks = running.get(kernel);
  if (tasks === undefined) running.set(kernel, (tasks = new Map<number, TaskWorks[]>()));
  const works = new TaskWorks();
  const outer = tasks.get(task);
  if (outer === undefined) tasks.set(task, [works]);
  else outer.push(works);
  return works;
}

/** The innermost syscall of a task ends, however it does. */
export function leaveTaskWorks(kernel: Kernel, task: number): void {
  running.get(kernel)?.get(task)?.pop();
}

/** The work of the innermost syscall of a task; none outside of any. */
export function taskWorksOf(kernel: Kernel, task: number): TaskWorks | undefined {
  return running.get(kernel)?.get(task)?.at(-1);
}
