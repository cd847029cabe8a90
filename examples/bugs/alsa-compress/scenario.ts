/** The driver looks up the buffers of two installed descriptors by number, when the numbers may name other files. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";
import { open } from "../calls.js";

function setup({ init }: World) {
  open(init);
  return {};
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
    name: `alsa-compress, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: {
      caller: call,
      opener: (current) => {
        current.close(1);
        return open(current);
      },
    },

    check({ results, failures }) {
      if (failures.length === 0 && (results["caller"] ?? 0) < 0)
        throw new Error("the call fails although nothing failed");
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
