/** A hold ends with its inner scope, and then the list is filled. */
import { FileList, type Task } from "../prelude.js";

export function program(_current: Task): void {
  using list = new FileList();
  {
    using held = list.hold();
    held.count();
  }
  list.fill(1);
}
