/** Each call of a chain takes the builder and gives back the next one. */
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
  using list = new Builder()
    .with(FileRef.anonInodeGetfile(current))
    .with(FileRef.anonInodeGetfile(current))
    .build();
  list.len();
}
