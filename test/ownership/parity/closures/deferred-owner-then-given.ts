/** A closure that runs later takes the list along, and the list is given away meanwhile. */
import { FileList, release, type Task } from "../prelude.js";

export function program(_current: Task): void {
  const list = new FileList();
  queueMicrotask(() => release(list));
  release(list);
}
