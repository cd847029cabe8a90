/**
 * pipe2 with a function that makes both files: after the numbers here, before them in the kernel.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12).
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../callsites/pipe2/scenario.js";
import { withTwoFds } from "../scoped.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () =>
    withTwoFds(current, flags, (fdr, fdw) => {
      using reader = FileRef.anonInodeGetfile(current);
      using writer = FileRef.anonInodeGetfile(current);
      current.putUser(ufds, fdr);
      current.putUser(ufds + 1, fdw);
      return [reader.clone(), writer.clone()];
    }),
  );
}

export default scenarioOf("scoped", pipe2);
