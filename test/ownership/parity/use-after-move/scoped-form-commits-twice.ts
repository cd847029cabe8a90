/** The body of the scoped form commits what it is handed, and commits it again. */
import { FileRef, install, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  current.reserving(0, (fd, _current) => {
    install(fd, file.clone());
    install(fd, file.clone());
  });
}
