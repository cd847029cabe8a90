/** A hold on a list is kept across an await. */
import { FileList, type Task, tick } from "../prelude.js";

export async function program(_current: Task): Promise<void> {
  using list = new FileList();
  using held = list.hold();
  await tick();
  held.count();
}
