/** A closure that runs later takes the list along. */
import { FileList, release, type Task } from "../prelude.js";

export function program(_current: Task): void {
  const list = new FileList();
  queueMicrotask(() => release(list));
}
