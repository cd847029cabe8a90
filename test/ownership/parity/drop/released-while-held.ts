/** A list is given away while a hold on it waits for its disposal. */
import { FileList, release, type Task } from "../prelude.js";

export function program(_current: Task): void {
  using list = new FileList();
  using held = list.hold();
  held.count();
  release(list);
}
