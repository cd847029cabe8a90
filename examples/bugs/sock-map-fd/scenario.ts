/** sock_alloc_file releases the socket when it fails inside FD_ADD, and so does its caller. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "socket",
    release: (_file, object) => kref.putIn(kernel, object),
  });
  return { operations };
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
    name: `sock-map-fd, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    check({ kernel, results }) {
      const alive = kref.alive(kernel, "socket");
      const open = (results["caller"] ?? 0) < 0 ? 0 : 1;
      if (alive !== open) throw new Error(`${alive} objects are alive, not ${open}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
