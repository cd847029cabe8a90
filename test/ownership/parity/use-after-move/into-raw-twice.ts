/** The reference is given away twice. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): boolean {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  return file.intoRaw() === file.intoRaw();
}
