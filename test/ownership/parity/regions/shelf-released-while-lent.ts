/** A shelf is given away while its list is lent. */
import { FileRef, type Move, Shelf, type Task } from "../prelude.js";

function finish(shelf: Move<Shelf>): void {
  shelf[Symbol.dispose]();
}

export function program(current: Task): void {
  const shelf = new Shelf();
  shelf.listMut().add(FileRef.anonInodeGetfile(current));
  const list = shelf.list();
  finish(shelf);
  list.len();
}
