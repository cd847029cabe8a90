/** number-made-up, with slots: it cannot be written; the attempt does not compile. See scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    // @ts-expect-error: what is staged has been prepared
    return slots.fdStage(current, 5, file);
  });
}
