/** The copy of the slot number fails after the install, and the error path gives number and file back. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  const count = allocUser(kernel, 1);
  const operations = kernel.registerOperations({
    name: "enclave",
    release: () => void kernel.memory.add(count, -1),
  });
  return { operations, count, user: allocUser(kernel, 1) };
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
    name: `nitro-enclaves, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    check({ kernel, results, shared }) {
      const alive = kernel.memory.words[shared.count];
      const open = (results["caller"] ?? 0) < 0 ? 0 : 1;
      if (alive !== open) throw new Error(`${alive} enclaves are alive, not ${open}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
