/** The error path gives the number back and forgets the file. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  const user = allocUser(kernel, 1);
  return { user };
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
    name: `msm-submit, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
