/** A list is filled while a hold on it waits for its disposal. */
import { FileList, type Task } from "../prelude.js";

export function program(_current: Task): void {
  using list = new FileList();
  using held = list.hold();
  held.count();
  list.fill(1);
}
