/** A list is given away, and then the hold on it is disposed by hand. */
import { FileList, release, type Task } from "../prelude.js";

export function program(_current: Task): void {
  using list = new FileList();
  const held = list.hold();
  held.count();
  release(list);
  held[Symbol.dispose]();
}
