/** vfio-dma-buf, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    using object = guard.free(current, kref.make(current, "vfio_dma_buf"), (pointer) => {
      if (pointer !== 0) kref.put(current, pointer);
    });
    using file = guard.freeFput(current, raw.anonInodeGetfile(current, operations, 0, object.pointer));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const fd = ignoreFault.fdAdd(current, 0, () => guard.noFreePtr(file));
    if (fd >= 0) guard.retainAndNullPtr(object);
    return fd; // without a descriptor both clean-ups run
  });
}

export default scenarioOf("ignore-fault", call, "is touched after it was freed");
