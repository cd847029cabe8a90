/** Each iteration truncates and looks anew. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    truncate(file);
    const seen = view(file);
    seen.size();
  }
}
