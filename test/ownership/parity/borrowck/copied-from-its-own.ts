/** A list copies from another list that borrows from it. */
import { FileRef, Shelf, type Task } from "../prelude.js";

export function program(current: Task): void {
  using shelf = new Shelf();
  shelf.listMut().add(FileRef.anonInodeGetfile(current));
  const lent = shelf.list();
  shelf.listMut().copyFrom(lent);
}
