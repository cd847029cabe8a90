/** A hold on a list is disposed by hand, and then the list is given away. */
import { FileList, release, type Task } from "../prelude.js";

export function program(_current: Task): void {
  using list = new FileList();
  const held = list.hold();
  held.count();
  held[Symbol.dispose]();
  release(list);
}
