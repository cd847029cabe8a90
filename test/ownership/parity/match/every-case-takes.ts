/** Every case of a switch over two words takes the file; no default is needed. */
import { FileRef, fput, type Task } from "../prelude.js";

type Way = "left" | "right";

export function program(current: Task, sometimes: boolean): void {
  const file: FileRef = FileRef.anonInodeGetfile(current);
  const way: Way = sometimes ? "left" : "right";
  switch (way) {
    case "left":
      fput(file);
      break;
    case "right":
      file[Symbol.dispose]();
      break;
  }
}
