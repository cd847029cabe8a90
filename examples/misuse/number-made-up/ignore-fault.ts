/** number-made-up, with the fault ignored: it cannot be written; the attempt does not compile. See scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare } from "fd-reservation/designs";

export function call(current: Task): number {
  return syscall(current, () => {
    // @ts-expect-error: what is published has been reserved
    return prepare.fdPublish(5);
  });
}
