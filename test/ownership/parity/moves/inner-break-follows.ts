/** An inner loop takes the file of the outer one in its last iteration. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  for (let round = 0; round < 2; round++) {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    for (let turn = 0; turn < 3; turn++) {
      if (turn === round) continue;
      fput(file);
      break;
    }
  }
}
