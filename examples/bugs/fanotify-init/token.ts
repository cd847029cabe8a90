/** fanotify-init, the same mistake with the reservation token: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { Owned } from "../owned.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    current.mayFail("ENOMEM", "fsnotify_alloc_group"); // throws: there is no error pointer to destroy
    using _group = Owned.make(current, "group");
    return 0;
  });
}

export default scenarioOf("token", call);
