/** A nested pattern takes an inner part, which is taken again through the whole. */
import { FileRef, fput, type Move, Pair, type Task } from "../prelude.js";

interface Outer {
  readonly pair: Pair;
  readonly spare: Move<FileRef>;
}

export function program(current: Task): void {
  const outer: Outer = { pair: new Pair(current), spare: FileRef.anonInodeGetfile(current) };
  const {
    pair: { first, second },
  } = outer;
  fput(first);
  fput(second);
  fput(outer.spare);
  fput(outer.pair.first);
}
