/** A field of an outer object keeps a value that an inner block disposes. */
import { FileRef, inspect, type Task } from "../prelude.js";

interface Holder {
  file: FileRef | undefined;
}

export function program(current: Task): void {
  const holder: Holder = { file: undefined };
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    holder.file = file;
  }
  if (holder.file !== undefined) {
    inspect(holder.file);
  }
}
