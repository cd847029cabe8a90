/** The same part of a whole is borrowed exclusively twice. */
import { exchange, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  const pair = { first, second };
  exchange(pair.first, pair.first);
}
