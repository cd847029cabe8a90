/** Two parts of a whole are borrowed exclusively at once. */
import { exchange, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  const pair = { first, second };
  exchange(pair.first, pair.second);
}
