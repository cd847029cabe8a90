/** A second name disposes the value, and the first disposes it again. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  const alias = file;
  alias[Symbol.dispose]();
  file[Symbol.dispose]();
}
