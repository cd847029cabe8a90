/** A function that is lent a union gives its file away. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

type Load = { readonly kind: "one"; readonly file: Move<FileRef> } | { readonly kind: "none" };

function unload(load: Load): void {
  switch (load.kind) {
    case "one":
      fput(load.file);
      break;
    case "none":
      break;
  }
}

export function program(current: Task): void {
  const load: Load = { kind: "one", file: FileRef.anonInodeGetfile(current) };
  unload(load);
}
