/** A branch takes the file and calls a method that never returns. */
import { FileRef, fput, inspect, stop, type Task } from "../prelude.js";

class Report {
  fail(): never {
    return stop();
  }
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const report: Report = new Report();
  if (sometimes) {
    fput(file);
    report.fail();
  }
  inspect(file);
}
