/** A debug message reads a pointer that the line before it has given away. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  return { info: kref.makeIn(kernel, "source_info") };
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
    name: `gpio-linehandle, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
