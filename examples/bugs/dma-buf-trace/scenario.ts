/** The trace event of dma_buf_fd reads the buffer after its descriptor is installed: a close in between frees the buffer. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "dmabuf",
    release: (_file, buffer) => kref.putIn(kernel, buffer),
  });
  return { operations, buffer: kref.makeIn(kernel, "dma_buf") };
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
    name: `dma-buf-trace, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },

    ...(violates === undefined ? {} : { violates }),
  });
}
