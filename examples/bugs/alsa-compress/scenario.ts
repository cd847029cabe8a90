/** The buffers behind two installed descriptors are looked up by number, which by then may name something else. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { open } from "../calls.js";

export const about = {
  title:
    "The buffers behind two installed descriptors are looked up by number, which by then may name something else.",
  source: "snd_compr_task_new, sound/core/compress_offload.c; mended by 7439b3952118",
  family: "looked up by number after install",
} as const;

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
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
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
