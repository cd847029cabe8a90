/** A hold is disposed, another list is held, and that list is given away. */
import { FileList, release, type Task } from "../prelude.js";

export function program(_current: Task): void {
  using list = new FileList();
  using other = new FileList();
  let held = list.hold();
  held.count();
  held[Symbol.dispose]();
  held = other.hold();
  release(other);
  held.count();
  held[Symbol.dispose]();
}
