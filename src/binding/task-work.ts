/** Work that a task queues in a syscall, to run on its way back to user space. */
import type { Kernel } from "../kernel/index.js";

/** One callback: the function stands for its `callback_head`. */
interface Work {
  readonly run: () => void;
  /** Whether the commit of the syscall was queued when it was. */
  readonly isAfterCommit: boolean;
}

/** The work of one syscall, which a task runs as `task_work_run` (kernel/task_work.c, Linux 6.x): the newest first. */
export class TaskWorks {
  readonly #queued: Work[] = [];
  #taken: Work[] = [];

  /** Queues one. */
  add(work: Work): void {
    this.#queued.push(work);
  }

  /** Whether a callback has not begun to run. */
  has(run: () => void): boolean {
    return [...this.#queued, ...this.#taken].some((work) => work.run === run);
  }

  /** Whether there is one that has not begun to run. */
  get areLeft(): boolean {
    return this.#queued.length + this.#taken.length > 0;
  }

  /** Takes what is queued, the newest first, and runs what was queued after the commit: it comes before it. */
  runBeforeCommit(): void {
    this.#taken = this.#queued.splice(0).reverse();
    this.#run(({ isAfterCommit }) => isAfterCommit);
  }

  /** Runs the rest of what was taken. */
  runAfterCommit(): void {
    this.#run(() => true);
  }

  /** Runs those of the taken, in their order, that are to run now. */
  #run(isNow: (work: Work) => boolean): void {
    for (const work of this.#taken.filter(isNow)) {
      this.#taken.splice(this.#taken.indexOf(work), 1);
      work.run();
    }
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

/** The work of the syscalls that a task is in, that of the innermost last; none outside of any. */
export function taskWorksOf(kernel: Kernel, task: number): readonly TaskWorks[] {
  return running.get(kernel)?.get(task) ?? [];
}
