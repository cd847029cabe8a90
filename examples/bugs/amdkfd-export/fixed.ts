/** amdkfd-export, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current); // drm_gem_prime_handle_to_dmabuf
    if (raw.isErr(file)) return raw.ptrErr(file);
    raw.fput(current, file);
    return 0;
  });
}

export default scenarioOf("raw, fixed", call);
