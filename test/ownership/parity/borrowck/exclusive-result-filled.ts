/** What a shelf lends exclusively is filled. */
import { FileRef, Shelf, type Task } from "../prelude.js";

export function program(current: Task): void {
  using shelf = new Shelf();
  shelf.listMut().add(FileRef.anonInodeGetfile(current));
  shelf.listMut().fill(1);
}
