/** A branch takes the file and loops for a while. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (inspect(file) > 1) {
    fput(file);
    for (let fd = 0; fd < 3; fd++) {
      current.close(fd);
    }
  }
  inspect(file);
}
