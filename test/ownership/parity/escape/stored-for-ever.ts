/** A value goes where it lives for ever, and its scope disposes it. */
import { FileRef, registry, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  registry.push(file);
}
