/** One syscall of a task: which piece of its code runs, and the work that it has queued for the way back to user space. */
import type { Kernel } from "../kernel/index.js";

/** One callback: the function stands for its `callback_head`. */
interface Work {
  readonly run: () => void;
  /** Whether the commit of the syscall was queued when it was. */
  readonly isAfterCommit: boolean;
}

/**
 * What a syscall runs: its body, then its task work, in the order of `task_work_run` (kernel/task_work.c, Linux 6.x): the
 * newest first.
 */
export class SyscallFrame {
  /** Stands for the piece of code that runs: the body, or one callback. What a piece prepares is no business of the next. */
  piece: object = {};
  readonly #queued: Work[] = [];
  #taken: Work[] = [];

  /** Queues one. */
  add(work: Work): void {
    this.#queued.push(work);
  }

  /** Whether a callback is in the list: it has not begun to run. */
  has(run: () => void): boolean {
    return [...this.#queued, ...this.#taken].some((work) => work.run === run);
  }

  /** Whether there is a callback that has not begun to run. */
  get hasWork(): boolean {
    return this.#queued.length + this.#taken.length > 0;
  }

  /** The body has returned. */
  endBody(): void {
    this.piece = {};
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
      this.piece = {};
      work.run();
    }
  }
}

// By task, the innermost last. What is queued is code of the program, which a probe that runs the program again queues again.
const running = new WeakMap<Kernel, Map<number, SyscallFrame[]>>();

/** A syscall of a task begins. {@link leaveSyscall} must follow. */
export function enterSyscall(kernel: Kernel, task: number): SyscallFrame {
  let tasks = running.get(kernel);
  if (tasks === undefined) running.set(kernel, (tasks = new Map<number, SyscallFrame[]>()));
  const frame = new SyscallFrame();
  const outer = tasks.get(task);
  if (outer === undefined) tasks.set(task, [frame]);
  else outer.push(frame);
  return frame;
}

/** The innermost syscall of a task ends, however it does. */
export function leaveSyscall(kernel: Kernel, task: number): void {
  running.get(kernel)?.get(task)?.pop();
}

/** The syscalls that a task is in, the innermost last; none outside of any. */
export function syscallsOf(kernel: Kernel, task: number): readonly SyscallFrame[] {
  return running.get(kernel)?.get(task) ?? [];
}

/** The piece of code that a task runs in its innermost syscall; undefined outside of any. */
export function pieceOf(kernel: Kernel, task: number): object | undefined {
  return syscallsOf(kernel, task).at(-1)?.piece;
}

/** Whether a piece of code still runs: as the innermost of its task, or around it. Code outside of syscalls is not followed. */
export function isRunning(kernel: Kernel, task: number, piece: object | undefined): boolean {
  return piece === undefined || syscallsOf(kernel, task).some((frame) => frame.piece === piece);
}
