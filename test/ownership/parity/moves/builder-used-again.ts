/** A call takes the builder and gives back the next one, and the first one is used again. */
import { FileList, FileRef, type Move, type Task } from "../prelude.js";

class Builder implements Disposable {
  #list = new FileList();

  with(this: Move<Builder>, file: Move<FileRef>): Move<Builder> {
    this.#list.add(file);
    return this;
  }

  build(this: Move<Builder>): Move<FileList> {
    return this.#list;
  }

  [Symbol.dispose](): void {
    this.#list[Symbol.dispose]();
  }
}

export function program(current: Task): void {
  using builder = new Builder();
  using next = builder.with(FileRef.anonInodeGetfile(current));
  using list = next.build();
  list.len();
  using other = builder.build();
  other.len();
}
