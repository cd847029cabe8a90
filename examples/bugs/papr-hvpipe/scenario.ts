/** A pointer is set to NULL because the file owns its object now, and then used. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "A pointer is set to NULL because the file owns its object now, and then used.",
  source:
    "papr_hvpipe_dev_create_handle, arch/powerpc/platforms/pseries; brought by 6d3789d347a7, mended by 1b9f7aafa44f",
  family: "used after it was given away",
} as const;

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
    name: `papr-hvpipe, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
