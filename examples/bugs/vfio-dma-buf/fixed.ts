/** vfio-dma-buf, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    const object = kref.make(current, "vfio_dma_buf");
    const file = raw.anonInodeGetfile(current, operations, 0, object);
    if (raw.isErr(file)) {
      kref.put(current, object);
      return raw.ptrErr(file);
    }
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) {
      raw.fput(current, file); // its release puts the object

      return fd;
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw, fixed", call);
