/** Every case of a switch over two words takes the file, which is read afterwards. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

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
  inspect(file);
}
