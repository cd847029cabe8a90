/** A list copies from a list of another shelf. */
import { FileRef, Shelf, type Task } from "../prelude.js";

export function program(current: Task): void {
  using shelf = new Shelf();
  using other = new Shelf();
  other.listMut().add(FileRef.anonInodeGetfile(current));
  const lent = other.list();
  shelf.listMut().copyFrom(lent);
}
