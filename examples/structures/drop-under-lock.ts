/** The last reference to a file is dropped under file_lock, and its release closes another descriptor: it waits for itself. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { allocFile, closeFd, FilesStruct, fput, TaskStruct } from "fd-reservation/kernel";
import { lookUp, open, small } from "../races/calls.js";

/** A file that closes descriptor 0 when it is released. */
function holder({ kernel, init }: World): number {
  open(init);
  const release = (): void => void closeFd(kernel, init.address, 0);
  return allocFile(kernel, kernel.registerOperations({ name: "holder", release }));
}

function dropUnderLock({ kernel, address }: Task, file: number): void {
  const { memory } = kernel;
  const lock = memory.load(address + TaskStruct.files) + FilesStruct.fileLock;
  memory.lock(lock);
  fput(kernel, file);
  memory.unlock(lock);
}

function dropping(name: string, siblings: Record<string, (current: Task) => number>): Scenario {
  return scenario<number>({
    name: `the last reference is dropped under file_lock, ${name}`,
    kernel: small,
    setup: holder,
    tasks: { dropper: dropUnderLock, ...siblings },
    violates: "dropper for the lock file_lock of table",
  });
}

export const alone = dropping("by a task alone", {});
export const besideReader = dropping("beside one that looks a descriptor up", {
  reader: (current) => lookUp(current, 0),
});
