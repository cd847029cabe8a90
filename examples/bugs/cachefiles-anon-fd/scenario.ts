/** The copy to user space fails after the install, and the kernel closes the descriptor by number. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";
import { open } from "../calls.js";

function setup({ kernel, init }: World) {
  open(init);
  return { user: allocUser(kernel, 1) };
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
    name: `cachefiles-anon-fd, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: {
      caller: call,
      opener: (current) => {
        current.close(1);
        return open(current);
      },
    },

    check({ tasks, results }) {
      const number = results["opener"] ?? 0;
      if (number >= 0 && tasks["opener"]?.openDescriptors().includes(number) !== true)
        throw new Error(`another task opened fd ${number} and it was closed under its number`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
