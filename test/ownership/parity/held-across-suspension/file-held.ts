/** A file, which may be sent, is held across an await. */
import { FileRef, inspect, spawnFuture, type Task, tick } from "../prelude.js";

export async function program(current: Task): Promise<void> {
  await spawnFuture(async () => {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    await tick();
    inspect(file);
  });
}
