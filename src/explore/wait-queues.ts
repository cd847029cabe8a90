/** Wait queues on a machine: for each task a word with the queue that it sleeps on. */
import type { Journal } from "./journal.js";

/** Who sleeps on which queue. */
export class WaitQueues {
  /** @param base - Its words, one a task. */
  constructor(
    readonly journal: Journal,
    readonly tasks: number,
    readonly base: number,
  ) {}

  isAsleep(task: number): boolean {
    return this.journal.words[this.base + task] !== 0;
  }

  sleep(task: number, queue: number): void {
    this.journal.write(this.base + task, queue);
  }

  wakeAll(queue: number): void {
    for (let task = 0; task < this.tasks; task++) {
      if (this.journal.words[this.base + task] === queue) this.journal.write(this.base + task, 0);
    }
  }
}
