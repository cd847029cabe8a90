/** A narrowed look is used after the first look is gone. */
import { FileRef, type Task, truncate, type View, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  let part: View;
  {
    const whole = view(file);
    part = whole.narrow();
  }
  part.size();
  truncate(file);
}
