/** The device counts its virtual machine after its descriptor is installed: a close in between frees the machine. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "kvm",
    release: (_file, object) => kref.putIn(kernel, object),
  });
  return { operations, object: kref.makeIn(kernel, "kvm") };
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
    name: `kvm-create-device, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },

    ...(violates === undefined ? {} : { violates }),
  });
}
