/** A branch takes the file and calls a method that returns. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

class Report {
  tell(): void {}
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const report: Report = new Report();
  if (sometimes) {
    fput(file);
    report.tell();
  }
  inspect(file);
}
