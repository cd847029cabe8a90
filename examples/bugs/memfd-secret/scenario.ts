/** The count of users is raised after the install: a close in between lowers it first. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  const count = allocUser(kernel, 1);
  const operations = kernel.registerOperations({
    name: "secretmem",
    release: () => void kernel.memory.add(count, -1),
  });
  return { operations, count };
}

/** What set-up made. */
export type Shared = ReturnType<typeof setup>;

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
): Scenario {
  return scenario<Shared>({
    name: `memfd-secret, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },
    invariant({ kernel, shared }) {
      const users = kernel.memory.words[shared.count] ?? 0;
      if (users < 0) throw new Error(`there are ${users} users of secret memory`);
    },

    ...(violates === undefined ? {} : { violates }),
  });
}
