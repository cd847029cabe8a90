/** vmwgfx-fence, with a function that makes the file: see examples/bugs/vmwgfx-fence. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "../../bugs/vmwgfx-fence/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    const fd = withFd(current, 0, () => FileRef.anonInodeGetfile(current));
    current.putUser(user, fd); // too late to fail
    return 0;
  });
}

export default scenarioOf("scoped", call, "the call failed and yet fd 0 is open, which it was not before");
