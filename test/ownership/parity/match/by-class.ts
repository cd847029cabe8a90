/** A file or a list is told by its class and taken. */
import { FileList, FileRef, fput, type Move, release, type Task } from "../prelude.js";

function finish(either: Move<FileRef | FileList>): void {
  if (either instanceof FileRef) {
    fput(either);
  } else {
    release(either);
  }
}

export function program(current: Task): void {
  finish(FileRef.anonInodeGetfile(current));
  finish(new FileList());
}
