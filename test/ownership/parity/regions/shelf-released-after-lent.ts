/** A shelf is given away after the last use of its list. */
import { FileRef, type Move, Shelf, type Task } from "../prelude.js";

function finish(shelf: Move<Shelf>): void {
  shelf[Symbol.dispose]();
}

export function program(current: Task): void {
  const shelf = new Shelf();
  shelf.listMut().add(FileRef.anonInodeGetfile(current));
  const list = shelf.list();
  list.len();
  finish(shelf);
}
