/** A closure that takes the file is called in the last iteration of a loop. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const give = (): void => fput(file);
  for (let round = 0; round < 2; round++) {
    if (round === 1) {
      give();
      break;
    }
  }
}
