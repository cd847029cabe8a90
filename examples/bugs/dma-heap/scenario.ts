/** The copy to user space fails after the install: a descriptor stays open whose number nobody knows. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "The copy to user space fails after the install: a descriptor stays open whose number nobody knows.",
  source: "DMA_HEAP_IOCTL_ALLOC, drivers/dma-buf/dma-heap.c; a series of 2026 splits dma_buf_fd for it",
  family: "last failure after install",
} as const;

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
    name: `dma-heap, ${design}`,
    kernel: design === "transaction" ? { scheme: "tagged" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
