/** A closure inside a closure fills a list, which is read before the last call. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const outer = (): void => {
    const inner = (): void => list.fill(1);
    inner();
  };
  outer();
  list.len();
  outer();
}
