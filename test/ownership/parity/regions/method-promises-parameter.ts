/** A method promises to lend from its parameter and does. */
import { type Borrows, FileRef, type Task, type View, view } from "../prelude.js";

class Finder {
  look(file: FileRef): Borrows<View, typeof file> {
    return view(file);
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  new Finder().look(file).size();
}
