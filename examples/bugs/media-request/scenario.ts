/** The request is published, then its name is written: a close in between frees it. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "The request is published, then its name is written: a close in between frees it.",
  source: "media_request_alloc, drivers/media/mc; brought by the conversion to FD_PREPARE, 6f504cbf108a",
  family: "touched after publishing",
} as const;

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "media_request",
    release: (_file, object) => kref.putIn(kernel, object),
  });
  return { operations, object: kref.makeIn(kernel, "media_request") };
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
    name: `media-request, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },

    ...(violates === undefined ? {} : { violates }),
  });
}
