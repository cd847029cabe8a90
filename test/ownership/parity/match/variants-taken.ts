/** Each variant of a union is taken apart, and its files are given away. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

type Load =
  | { readonly kind: "one"; readonly file: Move<FileRef> }
  | { readonly kind: "two"; readonly first: Move<FileRef>; readonly second: Move<FileRef> };

function unload(load: Move<Load>): void {
  switch (load.kind) {
    case "one":
      fput(load.file);
      break;
    case "two":
      fput(load.first);
      fput(load.second);
      break;
  }
}

export function program(current: Task, sometimes: boolean): void {
  if (sometimes) {
    unload({ kind: "one", file: FileRef.anonInodeGetfile(current) });
  } else {
    unload({
      kind: "two",
      first: FileRef.anonInodeGetfile(current),
      second: FileRef.anonInodeGetfile(current),
    });
  }
}
