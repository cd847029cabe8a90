/** A method promises to lend from its receiver and lends from its parameter. */
import { type Borrows, FileRef, type Task, type View, view } from "../prelude.js";

class Finder {
  look(file: FileRef): Borrows<View, this> {
    return view(file);
  }
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  new Finder().look(file).size();
}
