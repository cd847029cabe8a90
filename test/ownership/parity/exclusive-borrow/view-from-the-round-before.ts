/** A look of the iteration before is used after the file was truncated. */
import { FileRef, type Task, truncate, View, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  let seen: View | undefined;
  for (let round = 0; round < 2; round++) {
    truncate(file);
    if (seen !== undefined) {
      seen.size();
    }
    seen = view(file);
  }
}
