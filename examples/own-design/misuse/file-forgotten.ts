/** file-forgotten, with a function that makes the file: see examples/misuse/file-forgotten. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/file-forgotten/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return withFd(current, 0, () => {
      const file = FileRef.anonInodeGetfile(current); // not bound with using
      current.mayFail("EIO", "prepare");
      return file;
    });
  });
}

export default scenarioOf(
  "scoped",
  call,
  "leaked-file: A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped",
);
