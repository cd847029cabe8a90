/** A function returns a pending call that takes its list. */
import { FileList, releaseLater, type Task } from "../prelude.js";

function finish(): Promise<void> {
  using list = new FileList();
  return releaseLater(list);
}

export async function program(_current: Task): Promise<void> {
  await finish();
}
