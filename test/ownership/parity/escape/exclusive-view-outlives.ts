/** A cursor of a list of an inner block is used after the block. */
import { Cursor, FileList } from "../prelude.js";

export function program(): number {
  let cursor: Cursor;
  {
    using list = new FileList();
    cursor = list.cursor();
  }
  return cursor.next();
}
