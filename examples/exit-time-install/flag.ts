/** A word of the kernel that is its own wait queue: one task sets it, another one waits until it is 1. */
import type { Task } from "fd-reservation";

export function set({ kernel: { memory } }: Task, word: number): void {
  memory.store(word, 1);
  memory.wakeUpAll(word);
}
