/** No descriptor is left: the buffer is put, whose release frees what the labels below free again. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "No descriptor is left: the buffer is put, whose release frees what the labels below free again.",
  source: "vfio_pci_core_feature_dma_buf, drivers/vfio/pci; mended by e98137f0a874",
  family: "freed by two owners",
} as const;

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "vfio_dma_buf",
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
    name: `vfio-dma-buf, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    check({ kernel, results }) {
      const alive = kref.alive(kernel, "vfio_dma_buf");
      const open = (results["caller"] ?? 0) < 0 ? 0 : 1;
      if (alive !== open) throw new Error(`${alive} objects are alive, not ${open}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
