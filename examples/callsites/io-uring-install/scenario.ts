/**
 * What a request that turns a file of the ring into a descriptor must do in every design. Two of them run in one
 * io_uring_enter: each ends for itself, and what the first installed stays although the second fails.
 */
import { allocUser, FileRef, OpenFlags, syscall, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import type { Move } from "fd-reservation/ownership";

/** How many requests one io_uring_enter submits. */
const REQUESTS = 2;

/** One request in one design: gives a file of the ring a number, and returns it or an error. */
export type InstallFixedFd = (current: Task, file: FileRef, flags: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, install: InstallFixedFd, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `io_uring fixed install, ${design}: a request for itself`,
    kernel: options,
    setup: ({ kernel, init }) => ({
      file: FileRef.anonInodeGetfile(init),
      completions: allocUser(kernel, REQUESTS),
    }),
    tasks: {
      submitter: (
        current,
        { file, completions }: { readonly file: Move<FileRef>; readonly completions: number },
      ) => {
        const submitted = syscall(current, () => {
          for (let request = 0; request < REQUESTS; request++) {
            const result = install(current, file, OpenFlags.O_CLOEXEC);
            current.kernel.memory.store(completions + request, result); // the entry was set aside before
          }
          return REQUESTS; // a request that fails says so in its completion
        });
        file[Symbol.dispose](); // the ring gives up its table
        return submitted;
      },
    },
    check({ kernel, shared, tasks }) {
      const results = kernel.memory.words.subarray(shared.completions, shared.completions + REQUESTS);
      const told = Array.from(results).filter((result) => result >= 0);
      const open = tasks["submitter"]?.openDescriptors();
      if (String(told) !== String(open)) throw new Error(`the completions say ${told} and ${open} are open`);
    },
  });
}
